# Variograms and kriging of the meuse and jura sets by the R package gstat (2.1-0), for tests/test_geostatistics.py.
#
#     Rscript tests/independent/check_geostatistics.R SHARED tests/independent
#
# writes gstat_variograms.csv and gstat_kriging.csv. The coordinates of nodes are shifted off the grid, so that no two
# points are equally near to a node: which of them gstat takes is not said anywhere. Nodes are numbered, not located: the
# sets themselves are not ours to copy.
suppressMessages({library(sp); library(gstat)})
given <- commandArgs(TRUE)
read <- function(name) read.csv(file.path(given[1], "data", paste0(name, ".csv")))
meuse <- read("meuse"); coordinates(meuse) <- ~x + y
jura <- read("jura_prediction"); coordinates(jura) <- ~Xloc + Yloc
grid <- read("meuse_grid")[seq(1, 3103, 40), c("x", "y")]
grid$x <- grid$x + 7.3; grid$y <- grid$y + 3.1; coordinates(grid) <- ~x + y
validation <- read("jura_validation")[, c("Xloc", "Yloc")]
validation$Xloc <- validation$Xloc + 0.00137; validation$Yloc <- validation$Yloc + 0.00071
coordinates(validation) <- ~Xloc + Yloc

variograms <- list(
  meuse_plain = variogram(log(zinc) ~ 1, meuse),
  meuse_robust = variogram(log(zinc) ~ 1, meuse, cressie = TRUE),
  meuse_directions = variogram(log(zinc) ~ 1, meuse, alpha = c(0, 45, 90, 135), cutoff = 1000, width = 100),
  jura_plain = variogram(Cd ~ 1, jura, cutoff = 2, width = 0.13),
  jura_directions = variogram(Cd ~ 1, jura, alpha = c(22.5, 112.5), tol.hor = 45, cutoff = 2, width = 0.2))
rows <- do.call(rbind, lapply(names(variograms), function(name) {
  v <- variograms[[name]]
  data.frame(case = name, azimuth = v$dir.hor, pairs = v$np, distance = v$dist, semivariance = v$gamma) }))
write.csv(format(rows, digits = 12, trim = TRUE), file.path(given[2], "gstat_variograms.csv"), row.names = FALSE, quote = FALSE)

sph <- vgm(0.59, "Sph", 897, 0.05)
turned <- vgm(0.59, "Sph", 1200, 0.05, anis = c(30, 0.5))
two <- vgm(0.26, "Exp", 0.4, 0.3, add.to = vgm(0.3, "Sph", 1.5))
shape <- function(...) vgm(0.6, ..., nugget = 0.05)
log_zinc <- function(model, ...) krige(log(zinc) ~ 1, meuse, grid, model, debug.level = 0, ...)
cases <- list(
  meuse_all = log_zinc(sph),
  meuse_nearest = log_zinc(sph, nmax = 24),
  meuse_reach = log_zinc(sph, nmax = 12, maxdist = 300, nmin = 2),
  meuse_known_mean = log_zinc(sph, nmax = 24, beta = 5.9),
  meuse_turned = log_zinc(turned, nmax = 24),
  meuse_exponential = log_zinc(shape("Exp", 400)),
  meuse_gaussian = log_zinc(shape("Gau", 400)),
  meuse_matern_3_2 = log_zinc(shape("Mat", 200, kappa = 1.5)),
  meuse_matern_5_2 = log_zinc(shape("Mat", 150, kappa = 2.5)),
  jura_nested = krige(Cd ~ 1, jura, validation, two, nmax = 16, debug.level = 0),
  jura_indicator = krige(I(Cd > 0.8) ~ 1, jura, validation, vgm(0.2, "Sph", 1.2, 0.05), nmax = 20, debug.level = 0))
kriged <- do.call(rbind, lapply(names(cases), function(name) {
  k <- cases[[name]]
  data.frame(case = name, node = seq_along(k$var1.pred), estimate = k$var1.pred, variance = k$var1.var) }))
for (n in c(24, 155)) {
  cv <- krige.cv(log(zinc) ~ 1, meuse, sph, nmax = n, verbose = FALSE, debug.level = 0)
  kriged <- rbind(kriged, data.frame(case = paste0("meuse_left_out_", n), node = seq_along(cv$var1.pred),
    estimate = cv$var1.pred, variance = cv$var1.var))
}
write.csv(format(kriged, digits = 12, trim = TRUE), file.path(given[2], "gstat_kriging.csv"), row.names = FALSE, quote = FALSE)
