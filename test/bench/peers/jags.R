# Expected ranks by sampling the model of Heyard, Ott, Salanti and Egger (2022), "Rethinking the funding line at the Swiss National Science Foundation":
# a score is normal about the mean + proposal + the assessor's effect on this proposal, whose own mean is the assessor's leniency. With one score each
# that effect and the error are seen only as their sum, so one normal number stands for both, whose variance is the sum of theirs: the same model, but the
# chains mix. Usage: Rscript jags.R <scores.csv> <samples> <seed>. Prints JSON: the expected rank of each application, by its name.
suppressMessages(library(rjags))
asked <- commandArgs(trailingOnly = TRUE)
scores <- read.csv(asked[1], colClasses = c("character", "character", "numeric"))
model <- "
model {
  for (n in 1:votes) {
    score[n] ~ dnorm(mean + proposal[application[n]] + leniency[reviewer[n]], 1 / (sigma^2 + tau.vote^2))
  }
  for (a in 1:applications) { proposal[a] ~ dnorm(0, 1 / tau^2) }
  for (r in 1:reviewers) { leniency[r] ~ dnorm(0, 4) }
  tau ~ dunif(0.000001, 2)
  tau.vote ~ dunif(0.000001, 2)
  sigma ~ dunif(0.000001, 2)
  noise <- sqrt(sigma^2 + tau.vote^2)
  place <- rank(-proposal)
}"
applications <- unique(scores$application)
reviewers <- unique(scores$reviewer)
data <- list(
  score = scores$score, application = match(scores$application, applications), reviewer = match(scores$reviewer, reviewers), votes = nrow(scores),
  applications = length(applications), reviewers = length(reviewers), mean = mean(scores$score)
)
began <- proc.time()
start <- lapply(1:4, function(chain) list(.RNG.name = "base::Mersenne-Twister", .RNG.seed = as.integer(asked[3]) + chain))
run <- jags.model(textConnection(model), data, inits = start, n.chains = 4, n.adapt = 2000, quiet = TRUE)
update(run, 2000, progress.bar = "none")
drawn <- coda.samples(run, c("place", "tau", "noise"), n.iter = as.integer(asked[2]), progress.bar = "none")
took <- (proc.time() - began)
places <- colMeans(as.matrix(drawn))[sprintf("place[%d]", seq_along(applications))]
worst <- max(gelman.diag(drawn[, c("tau", "noise")], autoburnin = FALSE)$psrf[, 1])
cat(sprintf('{"version":"%s","seconds":%.3f,"cpu":%.3f,"shrink":%.4f,"ranks":{%s}}\n', jags.version(), took[["elapsed"]], took[["user.self"]] + took[["sys.self"]], worst,
  paste(sprintf('"%s":%.6f', applications, places), collapse = ",")))
