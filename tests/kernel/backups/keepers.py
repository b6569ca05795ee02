from chrysalis.backups.age import KeyPair


KEYS = KeyPair.make()
