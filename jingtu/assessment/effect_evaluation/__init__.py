"""Effect evaluation of remediation and risk control by HJ 25.5-2018 (soil) and HJ 25.6-2019 (groundwater).

Neither text could be laid beside the data: every number stands in ``data/`` with its source and mark, none of them
decides as statutory, and every verdict says so.
"""
