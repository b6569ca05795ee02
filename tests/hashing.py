from django.contrib.auth.hashers import Argon2PasswordHasher


class Quick(Argon2PasswordHasher):
    """The service's own hash, with the work taken out: tests are not the place to be slow on purpose."""

    algorithm = "argon2quick"
    time_cost, memory_cost, parallelism = 1, 8, 1
