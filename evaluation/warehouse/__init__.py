"""The counting pass where the data are: a table of any size is read, scored, paired and counted in place.

Written once over narwhals, it runs on pandas, on DuckDB and on Spark. What comes back are counts.
"""

from evaluation.warehouse.aside import write_aside
from evaluation.warehouse.held import AsideRows, Held, HeldBlock
from evaluation.warehouse.holding import hold

__all__ = ["AsideRows", "Held", "HeldBlock", "hold", "write_aside"]
