"""Risks and control values by HJ 25.3 of every substance, worked out without Jingtu.

Reads ``../shared/science`` with nothing but the standard library, one number at a time, formulas as printed there, and
prints JSON. ``tests/test_risk_figures.py`` compares these figures with Jingtu's.

    python tests/independent/check_risk.py SHARED
"""

import csv
import json
import math
import sys
from pathlib import Path

SITES = {
    "default": {},
    "wet": {"Pws": 0.22, "rho_b": 1.45, "fom": 30, "Ls": 120, "dsub": 200, "Lgw": 500, "hcap": 20, "hv": 480, "I": 60,
            "Ugw": 4000, "Uair": 130, "A": 9e6, "W": 3000, "d": 20},
    "pressed": {"dP": 40, "ER": 30, "LB": 250, "eta": 0.002, "Kv": 3e-8},
    # Everything that is left, off its recommended value; children where they count.
    "odd": {
        "rho_s": 2.71, "rho_w": 1.03, "PM10": 0.07, "delta_air": 150, "delta_gw": 300, "tau": 20,
        "theta_acap": 0.05, "theta_wcap": 0.31, "theta_acrack": 0.21, "theta_wcrack": 0.17, "Lcrack": 20, "dP": 10,
        "Zcrack": 25, "Xcrack": 4100, "Ab": 800000, "mu_air": 1.7e-4, "EDa": 21, "EDc": 7, "EFa": 300, "EFc": 320,
        "EFIa": 201, "EFIc": 222, "EFOa": 99, "EFOc": 101, "BWa": 66, "BWc": 21, "Ha": 170, "Hc": 121,
        "DAIRa": 15.3, "DAIRc": 8.1, "GWCRa": 1.9, "GWCRc": 1.1, "OSIRa": 55, "OSIRc": 133, "Ev": 2, "fspi": 0.6,
        "fspo": 0.3, "SERa": 0.25, "SERc": 0.41, "SSARa": 0.11, "SSARc": 0.17, "PIAF": 0.8, "ABSo": 0.6,
        "ACR": 2e-5, "AHQ": 0.7, "ATca": 27000, "ATnc": 3000,
    },
}  # fmt: skip
CONCENTRATIONS = {"Csur": 10, "Csub": 5, "Cgw": 0.5}
WATER_LIMIT = 0.7
YEAR = 31536000


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def number(text):
    return float(text) if text not in ("", None) else None


def parameters(shared, land_class):
    found = {}
    for row in rows(shared / "science/hj25_3_parameters.csv"):
        found[row["symbol"]] = number(row[f"class{land_class}_value"])
    return found


def changed_at(shared, land_class, changed):
    """What a class of land has no value of stays without."""
    p = parameters(shared, land_class)
    return p | {symbol: value for symbol, value in changed.items() if p[symbol] is not None}


# ---------------------------------------------------------------- transport


def effective(s, air, water, porosity):
    return s["Da"] * air**3.33 / porosity**2 + s["Dw"] * water**3.33 / (s["H_prime"] * porosity**2)


def ksw(s, p):
    theta_ws = p["rho_b"] * p["Pws"] / p["rho_w"]
    theta_as = 1 - p["rho_b"] / p["rho_s"] - theta_ws
    kd = s["Kd_fixed"]
    if kd is None and s["Koc"] is not None:
        kd = s["Koc"] * p["fom"] / 1700
    if kd is None or (s["H_prime"] is None and s["group"] != "METAL_INORG"):
        return None
    return (theta_ws + kd * p["rho_b"] + (s["H_prime"] or 0) * theta_as) / p["rho_b"]


def factors(s, p, crack):
    """VFsuroa, VFsuboa, VFsubia, VFgwoa, VFgwia, or None for what does not evaporate."""
    if None in (s["H_prime"], s["Da"], s["Dw"]) or ksw(s, p) is None:
        return None
    k, h = ksw(s, p), s["H_prime"]
    theta = 1 - p["rho_b"] / p["rho_s"]
    theta_ws = p["rho_b"] * p["Pws"] / p["rho_w"]
    crack_porosity = theta if crack == "soil" else p["theta_acrack"] + p["theta_wcrack"]
    d_s = effective(s, theta - theta_ws, theta_ws, theta)
    d_crack = effective(s, p["theta_acrack"], p["theta_wcrack"], crack_porosity)
    d_cap = effective(s, p["theta_acap"], p["theta_wcap"], p["theta_acap"] + p["theta_wcap"])
    d_gws = p["Lgw"] / (p["hcap"] / d_cap + p["hv"] / d_s)
    df_oa = p["Uair"] * p["W"] * p["delta_air"] / p["A"]
    df_ia = p["LB"] * p["ER"] / 86400
    surface = 1000 * p["rho_b"] / df_oa * math.sqrt(4 * d_s * h / (math.pi * p["tau"] * YEAR * k * p["rho_b"]))
    below = 1000 / ((1 + df_oa * p["Ls"] / d_s) * k / h)
    inside = 1000 / (k / h * entry(p, d_s, d_crack, df_ia, p["Ls"]))
    layer_out = 1000 * p["dsub"] * p["rho_b"] / (df_oa * p["tau"] * YEAR)
    layer_in = 1000 * p["dsub"] * p["rho_b"] / (df_ia * p["tau"] * YEAR)
    return {
        "iov1": min(surface, 1000 * p["d"] * p["rho_b"] / (df_oa * p["tau"] * YEAR)),
        "iov2": min(below, layer_out),
        "iiv1": min(inside, layer_in),
        "iov3": 1000 / ((1 + df_oa * p["Lgw"] / d_gws) / h),
        "iiv2": 1000 / (1 / h * entry(p, d_gws, d_crack, df_ia, p["Lgw"])),
    }


def entry(p, d, d_crack, df_ia, depth):
    """The bracket of F.22 and F.23 times DFia·L/D, in the printed form for each case."""
    if p["dP"] == 0:
        bracket = 1 + d / (df_ia * depth) + d * p["Lcrack"] / (d_crack * depth * p["eta"])
        return bracket * df_ia * depth / d
    radius = p["Ab"] * p["eta"] / p["Xcrack"]
    q = 2 * math.pi * p["dP"] * p["Kv"] * p["Xcrack"] / (p["mu_air"] * math.log(2 * p["Zcrack"] / radius))
    xi = q * p["Lcrack"] / (p["Ab"] * d_crack * p["eta"])
    bracket = math.exp(xi) + d / (df_ia * depth) + d * p["Ab"] * (math.exp(xi) - 1) / (q * depth)
    return bracket * df_ia * depth / (d * math.exp(xi))


def leaching(s, p):
    k = ksw(s, p)
    if k is None:
        return None
    dilution = 1 / (1 + p["Ugw"] * p["delta_gw"] / (p["I"] * p["W"]))
    return min(dilution / k, p["dsub"] * p["rho_b"] / (p["I"] * p["tau"]))


# ---------------------------------------------------------------- exposure


def exposures(s, p, land_class, crack):
    """{pathway: (carcinogenic, other)} exposure factors."""
    vf = factors(s, p, crack)
    found = {}
    for pathway in ("ois", "dcs", "pis", "iov1", "iov2", "iiv1", "iov3", "iiv2", "cgw"):
        if pathway.startswith("i") and vf is None:
            continue
        times = vf[pathway] if pathway.startswith("i") else 1
        adult, child = (amount(pathway, s, p, who) for who in "ac")
        if land_class == 1:
            found[pathway] = ((child + adult) * times / p["ATca"], child * times / p["ATnc"])
        else:
            found[pathway] = (adult * times / p["ATca"], adult * times / p["ATnc"])
    return found


def amount(pathway, s, p, who):
    """What one person takes in over the years, per kilogram."""
    if p["BW" + who] is None:
        return 0
    v = {name: p[name + who] for name in ("ED", "EF", "EFI", "EFO", "BW", "H", "DAIR", "GWCR", "OSIR", "SER", "SSAR")}
    if pathway == "ois":
        return 1e-6 * p["ABSo"] * v["OSIR"] * v["ED"] * v["EF"] / v["BW"]
    if pathway == "dcs":
        skin = 239 * v["H"] ** 0.417 * v["BW"] ** 0.517 * v["SER"]
        return 1e-6 * (s["ABSd"] or 0) * p["Ev"] * skin * v["SSAR"] * v["EF"] * v["ED"] / v["BW"]
    if pathway == "pis":
        days = p["fspo"] * v["EFO"] + p["fspi"] * v["EFI"]
        return 1e-6 * p["PM10"] * v["DAIR"] * v["ED"] * p["PIAF"] * days / v["BW"]
    if pathway == "cgw":
        return v["GWCR"] * v["EF"] * v["ED"] / v["BW"]
    return v["DAIR"] * (v["EFO"] if pathway.startswith("iov") else v["EFI"]) * v["ED"] / v["BW"]


# ---------------------------------------------------------------- risk


def toxicity(s, p, pathway):
    """(slope factor, reference dose) that a pathway takes; None: no value."""
    breath = p["BWa"] / p["DAIRa"]
    if pathway == "dcs":
        slope = s["SFo"] and s["SFo"] / s["ABSgi"]
        return slope, s["RfDo"] and s["RfDo"] * s["ABSgi"]
    if pathway in ("ois", "cgw"):
        return s["SFo"], s["RfDo"]
    return s["IUR"] and s["IUR"] * breath, s["RfC"] and s["RfC"] / breath


def figures(s, p, land_class, crack):
    """Sums and combined control values of soil and groundwater; None where nothing could be summed."""
    sums, inverse = {}, {}
    for pathway, (cancer, other) in exposures(s, p, land_class, crack).items():
        medium = "Cgw" if pathway in ("iov3", "iiv2", "cgw") else "Csub" if pathway in ("iov2", "iiv1") else "Csur"
        source = "groundwater" if medium == "Cgw" else "soil"
        slope, dose = toxicity(s, p, pathway)
        share = s["WAF"] if source == "groundwater" else s["SAF"]
        units = {"cancer": cancer * slope if slope else None, "hazard": other / (dose * share) if dose else None}
        for effect, unit in units.items():
            if unit is not None:
                key = f"{effect}_{source}"
                sums[key] = sums.get(key, 0) + unit * CONCENTRATIONS[medium]
                inverse[key] = inverse.get(key, 0) + unit
    acceptable = {"cancer": p["ACR"], "hazard": p["AHQ"]}
    controls = {key: acceptable[key.split("_")[0]] / one for key, one in inverse.items() if one > 0}
    leached = leaching(s, p)
    return {"sums": sums, "controls": controls, "cvspgw": WATER_LIMIT / leached if leached else None}


def main(shared):
    found = {}
    for row in rows(shared / "science/hj25_3_substances.csv"):
        if row["name_zh"] == "铅":
            continue
        s = {key: number(value) for key, value in row.items() if key in NUMBERS} | {"group": row["group"]}
        found[row["name_zh"]] = {
            f"{site}_{land_class}_{crack}": figures(s, changed_at(shared, land_class, changed), land_class, crack)
            for site, changed in SITES.items()
            for land_class in (1, 2)
            for crack in ("soil", "crack")
        }
    print(json.dumps(found))


NUMBERS = ("SFo", "IUR", "RfDo", "RfC", "ABSgi", "ABSd", "H_prime", "Da", "Dw", "Koc", "Kd_fixed", "S", "SAF", "WAF")

if __name__ == "__main__":
    main(Path(sys.argv[1]))
