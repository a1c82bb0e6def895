"""Register of sampling points and laboratory results (采样点位与检测数据库).

Legal basis: the Ecological and Environmental Code, part on soil (before 2026-08-15 the Soil Pollution Prevention and
Control Law, art. 14–17: surveys and monitoring). Kept by the county ecology bureau from what laboratories deliver.
Not open: exact points and single values are for the bureau; everybody else sees them by township.
"""
