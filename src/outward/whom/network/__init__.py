"""NETWORK: the people around her as a graph: groups, holes, ways to somebody, whom to follow."""
