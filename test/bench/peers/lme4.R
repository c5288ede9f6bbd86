# REML of score = mean + application + reviewer + error by lme4. Usage: Rscript lme4.R <scores.csv> <repeats>. Prints JSON.
suppressMessages(library(lme4))
asked <- commandArgs(trailingOnly = TRUE)
scores <- read.csv(asked[1], colClasses = c("character", "character", "numeric"))
# Tolerances below lme4's own, so that it stops where the criterion is least and not where it prints no difference any more.
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), calc.derivs = FALSE)
times <- c()
for (n in seq_len(as.integer(asked[2]))) {
  began <- proc.time()
  fit <- lmer(score ~ 1 + (1 | application) + (1 | reviewer), scores, REML = TRUE)
  times <- rbind(times, (proc.time() - began)[c("elapsed", "user.self", "sys.self")])
}
sharp <- lmer(score ~ 1 + (1 | application) + (1 | reviewer), scores, REML = TRUE, control = control)
figures <- function(fit) {
  parts <- as.data.frame(VarCorr(fit))
  sd <- function(group) parts$sdcor[parts$grp == group]
  effects <- ranef(fit)$application
  sprintf('{"mean":%.15g,"se":%.15g,"application":%.15g,"reviewer":%.15g,"residual":%.15g,"criterion":%.15g,"first":%.15g}', fixef(fit)[[1]],
    sqrt(vcov(fit)[1, 1]), sd("application"), sd("reviewer"), sd("Residual"), REMLcrit(fit), fixef(fit)[[1]] + effects[scores$application[1], 1])
}
cat(sprintf('{"byDefault":%s,"sharp":%s,"seconds":%.4f,"cpu":%.4f}\n', figures(fit), figures(sharp), min(times[, 1]), min(times[, 2] + times[, 3])))
