"""The settings, read one by one so that each wrong one is named. Runs before Django, which they would stop."""

from environs import Env, EnvError

from chrysalis import environment
from chrysalis.doctor.finding import Finding


def settings_are_right() -> list[Finding]:
    return _misshapen() or _unsafe()


def _misshapen() -> list[Finding]:
    found = []
    for setting in environment.SETTINGS:
        try:
            setting.read(Env())
        except EnvError as error:
            found.append(Finding(f"{error}.", f"Set {setting.name} in the environment. {setting.why}"))
    return found


def _unsafe() -> list[Finding]:
    try:
        environment.refuse_unsafe(environment.read())
    except environment.Unsafe as error:
        return [Finding("The service refuses to start with these settings.", str(error))]
    return []
