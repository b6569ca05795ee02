"""How often a records system may ask: counted in the broker, by the minute. A broker that is away is no
reason to turn a referral away."""

import datetime as dt
from functools import cache

import redis
from django.conf import settings

from chrysalis.api.problems import Problem


MINUTE = 60


def count(whose: object, *, at: dt.datetime) -> None:
    """Raises Problem for one too many in this minute."""
    seconds = int(at.timestamp())
    name = f"chrysalis:api:{whose}:{seconds // MINUTE}"
    try:
        with _broker(settings.REDIS_URL).pipeline() as line:
            line.incr(name)
            line.expire(name, 2 * MINUTE)
            times = int(line.execute()[0])
    except redis.RedisError:
        return
    if times > settings.API_PER_MINUTE:
        raise Problem("too-many", headers={"Retry-After": str(MINUTE - seconds % MINUTE)})


@cache
def _broker(url: str) -> redis.Redis:
    return redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
