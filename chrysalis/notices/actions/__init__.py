from chrysalis.notices.actions.raising import raise_notice


__all__ = ["raise_notice"]
