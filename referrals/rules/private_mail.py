"""Whether an e-mail address is one that anybody can have, and so proves no agency.

The large providers alone: what is missing here is caught by whoever rings the agency first.
"""

PRIVATE = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com",
        "live.co.uk", "msn.com", "yahoo.com", "yahoo.co.uk", "ymail.com", "icloud.com", "me.com", "mac.com",
        "aol.com",
        "btinternet.com", "btopenworld.com", "sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com",
        "blueyonder.co.uk", "proton.me", "protonmail.com", "gmx.com", "gmx.co.uk", "mail.com",
    }
)  # fmt: skip


def is_private(address: str) -> bool:
    return address.rpartition("@")[2].strip().lower() in PRIVATE
