"""The counting pass where the data are: a table of any size is read, scored, paired and counted in place.

Written once over narwhals, it runs on pandas, on DuckDB and on Spark. What comes back are counts.
"""
