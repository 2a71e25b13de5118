"""Many independent pieces of work at once: on the cores of this machine, or on several machines with Ray.

Each way is a `motcua.core.simulation.spreading.Spread`: results come in the order of the items, and are bit for bit the
same as if one after the other were done here.
"""

from motcua.infra.spread.choosing import spread_over, usable_cores
from motcua.infra.spread.cores import Cores
from motcua.infra.spread.machines import Machines, NoRayError
from motcua.infra.spread.ordering import WorkerLostError

__all__ = ["Cores", "Machines", "NoRayError", "WorkerLostError", "spread_over", "usable_cores"]
