"""Keys as people copy them: letters that cannot be mistaken for one another, and a check against slips.

Bech32, as in BIP 173; there is no limit of length here.
"""

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class Misread(ValueError):
    """Not such a key, or one with a slip in it."""


def encode(prefix: str, key: bytes) -> str:
    digits = _regrouped(key, 8, 5, fill=True)
    check = _checksum([*_expanded(prefix), *digits, *[0] * 6]) ^ 1
    digits += [(check >> 5 * (5 - place)) & 31 for place in range(6)]
    return f"{prefix}1{''.join(LETTERS[digit] for digit in digits)}"


def decode(prefix: str, text: str) -> bytes:
    """The key. Raises Misread."""
    found, one, letters = text.strip().lower().rpartition("1")
    if not one or found != prefix or set(letters) - set(LETTERS) or len(letters) < 6:
        raise Misread
    digits = [LETTERS.index(letter) for letter in letters]
    if _checksum([*_expanded(prefix), *digits]) != 1:
        raise Misread
    return bytes(_regrouped(digits[:-6], 5, 8, fill=False))


def _expanded(prefix: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix)]


def _checksum(digits: list[int]) -> int:
    value = 1
    for digit in digits:
        top, value = value >> 25, (value & 0x1FFFFFF) << 5 ^ digit
        for place, step in enumerate(_STEPS):
            value ^= step if top >> place & 1 else 0
    return value


def _regrouped(digits: bytes | list[int], width: int, wanted: int, *, fill: bool) -> list[int]:
    """The same bits in groups of another width."""
    value = bits = 0
    found = []
    for digit in digits:
        value, bits = value << width | digit, bits + width
        while bits >= wanted:
            bits -= wanted
            found.append(value >> bits & (1 << wanted) - 1)
    if fill and bits:
        found.append(value << wanted - bits & (1 << wanted) - 1)
    return found
