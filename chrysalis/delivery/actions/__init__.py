from chrysalis.delivery.actions.sending import send


__all__ = ["send"]
