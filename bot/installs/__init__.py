"""The app in many workspaces: installed by whoever wants it, each with tokens of its own."""
