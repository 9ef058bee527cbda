"""python -m local.seeds: open the schools; the last line printed is their people as JSON."""

import json

from local.seeds.school import open_school
from local.seeds.schools import ALLEGRO, FORTE

PASSWORD = "Tutti-for-all-1"

people = [person for plan in (FORTE, ALLEGRO) for person in open_school(plan, PASSWORD)]
print(json.dumps(people))
