"""The one style and the one script of the door's pages. Their hashes stand in the policy; nothing else runs there.

Colours, corners and type follow .streamlit/config.toml, so that the door and the pages behind it are one house.
"""

STYLE = """
*{box-sizing:border-box}
html{font-size:18px}
body{margin:0;background:#F3F5F7;color:#1B2733;font-family:"Source Sans","Source Sans 3",system-ui,sans-serif;
line-height:1.45}
main{max-width:30rem;margin:0 auto;padding:1rem 1rem 3rem}
nav{display:flex;gap:1rem;justify-content:flex-end;max-width:30rem;margin:0 auto;padding:.6rem 1rem 0}
nav a{padding:.5rem .2rem}
nav b{padding:.5rem .2rem}
h1{font-size:1.75rem;line-height:1.2;margin:.4rem 0 .6rem}
h2{font-size:1.15rem;margin:1.6rem 0 .4rem}
form{background:#fff;border:1px solid #C3CAD1;border-radius:4px;padding:1rem;margin:1rem 0}
label{display:block;font-weight:600;margin:0 0 1rem}
label span{display:block;font-weight:400;font-size:.9rem;color:#46535F}
input,select,button,.button{font:inherit;width:100%;min-height:3rem;border:1px solid #73808C;border-radius:4px;
padding:.5rem .7rem;margin:.25rem 0 0;background:#fff;color:#1B2733;font-weight:400}
input.code{font-weight:650;font-size:1.6rem;letter-spacing:.15em;text-transform:uppercase;text-align:center}
input:focus,select:focus,button:focus,a:focus{outline:3px solid #0B5C8A;outline-offset:2px}
button,.button{background:#0B5C8A;border-color:#0B5C8A;color:#fff;font-weight:650;cursor:pointer;display:block;
text-align:center;text-decoration:none;line-height:2rem}
button.plain{background:#fff;color:#0B5C8A}
a{color:#0B5C8A}
.links a{display:block;padding:.6rem 0}
.refused{border:2px solid #A3315B;border-radius:4px;background:#fff;padding:.7rem 1rem;font-weight:600}
.done{border:2px solid #2B6C90;border-radius:4px;background:#fff;padding:.7rem 1rem;font-weight:600}
"""

SCRIPT = """
(() => {
  const field = document.querySelector("[data-from-address]");
  const take = () => {
    const said = location.hash.slice(1);
    if (!said) return "";
    history.replaceState(null, "", location.pathname + location.search);
    if (field) field.value = said;
    return said;
  };
  const said = take();
  addEventListener("hashchange", take);
  for (const link of document.querySelectorAll("[data-keeps]"))
    link.addEventListener("click", () => { if (field && field.value) link.hash = field.value; });
  const onward = document.body.dataset.onward;
  if (onward && said && field) field.form.submit();
  else if (onward) location.replace(onward);
})();
"""
