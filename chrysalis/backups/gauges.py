import datetime as dt
from collections.abc import Iterator

from chrysalis.backups import folder
from chrysalis.gauges import Reading, gauge


@gauge("backup_seconds", "How old the newest backup is, where this machine can see the backups.")
def newest(at: dt.datetime) -> Iterator[Reading]:
    for backup in folder.whole(folder.place())[-1:]:
        yield Reading((at - folder.made_at(backup)).total_seconds())
