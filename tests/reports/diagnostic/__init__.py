"""The diagnostic report in words: rules from numbers to sentences, and whole papers."""
