"""Categories of farmland (耕地土壤环境质量类别): from soil and crop results to units, areas and measures.

Classes are 1, 2, 3; what cannot be said is ``None``, never class 1. Which rule rests on which text is written in
``docs/farmland.md``; every parameter carries its mark (``parameters.py``).
"""
