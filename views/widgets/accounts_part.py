"""The accounts of this server, for whoever administers it: invite, renew a password, close, open again."""

from __future__ import annotations

import streamlit as st

from access.admission import accounts_kept, close_account, invite_account, invite_new_password, open_account_again
from access.reception import reception
from storage.access_records import Account
from views.desk import Desk
from views.widgets.given_out import give_out, given_out
from views.widgets.pad import plain


def accounts_part(desk: Desk) -> None:
    """Draw every account with what can be done, and the invitation for one more."""
    st.subheader(desk.say("people.accounts"), anchor=False)
    st.markdown(desk.say("people.accounts_how"))
    given_out(desk)
    for account in accounts_kept(reception(), desk.seat):
        with st.container(border=True, key=f"account {account.id}"):
            _account(desk, account)
    with st.container(horizontal=True, vertical_alignment="center"):
        creates = st.checkbox(desk.say("people.may_create"), value=True, key="account creates")
        administers = st.checkbox(desk.say("people.may_administer"), key="account administers")
        if st.button(desk.say("people.invite_account"), icon=":material/person_add:", key="invite account"):
            secret = invite_account(reception(), desk.seat, creates=creates, administers=administers)
            give_out(desk, desk.say("people.invitation_given"), secret, page="invited")


def _account(desk: Desk, account: Account) -> None:
    who, acts = st.columns((3, 2), vertical_alignment="center")
    rights = [desk.say(f"people.right.{one}") for one in ("creates", "administers") if getattr(account, one)]
    closed = [desk.say("people.closed")] if account.closed_at else []
    who.markdown(f"**{plain(account.name)}** · {plain(account.login)} · {' · '.join((*rights, *closed))}".rstrip(" ·"))
    if account.id == desk.seat.account:
        acts.link_button(desk.say("people.own_account"), "/account", icon=":material/account_circle:")
        return
    with acts, st.container(horizontal=True):
        if account.closed_at:
            if st.button(desk.say("people.open_again"), icon=":material/lock_open:", key=f"open {account.id}"):
                open_account_again(reception(), desk.seat, account.id)
                st.rerun()
            return
        if st.button(desk.say("people.new_password"), icon=":material/password:", key=f"renew {account.id}"):
            secret = invite_new_password(reception(), desk.seat, account.id)
            give_out(desk, desk.say("people.password_given", name=plain(account.name)), secret, page="renew")
        if st.button(desk.say("people.close"), icon=":material/block:", key=f"close {account.id}"):
            close_account(reception(), desk.seat, account.id)
            st.rerun()
