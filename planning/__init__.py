"""From priorities to a plan that money can buy: the action library, costs, the planner, its reasons and its checker."""
