"""Reports made, frozen, restated and published: what the organisation says its figures are."""
