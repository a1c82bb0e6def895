"""Files received: their problems, acceptance, undo. All or nothing per delivery, unless the clean rows are accepted."""
