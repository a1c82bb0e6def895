"""Layers for the maps: GeoJSON of places, measured points, and counts by township."""
