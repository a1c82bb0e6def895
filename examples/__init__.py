"""Made-up counties for trying things out. Nothing here is used by the platform itself."""
