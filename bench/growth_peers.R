# growth_peers.R: what growth_peers.py asks of R: one engine's fit of one file, and what it took, as JSON.
given <- commandArgs(trailingOnly = TRUE)
engine <- given[1]
file <- given[2]
residuals <- given[3]

number <- function(values) ifelse(is.finite(values), sprintf("%.17g", values), "null")
json <- function(values) {
  texts <- vapply(values, function(value) {
    if (is.character(value)) return(encodeString(value, quote = "\""))
    if (is.logical(value)) return(tolower(value))
    if (length(value) == 1) number(value) else sprintf("[%s]", paste(number(value), collapse = ", "))
  }, character(1))
  cat(sprintf("{%s}\n", paste(sprintf("\"%s\": %s", names(values), texts), collapse = ", ")))
  quit(status = 0)
}
if (!requireNamespace(engine, quietly = TRUE)) json(list(missing = "not installed"))
suppressPackageStartupMessages(library(engine, character.only = TRUE))

# Kilobytes under a name in Linux's account of this process: VmRSS is what it holds, VmHWM the most it held.
kilobytes <- function(name) {
  line <- grep(name, readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line))
}
seconds <- function(task) { # system.time() knows no less than milliseconds
  begin <- Sys.time()
  task()
  as.numeric(difftime(Sys.time(), begin, units = "secs"))
}
# The median of 3 runs, of more up to 21 while a second has room, of fewer once 10 seconds are over.
median_seconds <- function(task, times = seconds(task)) {
  while (length(times) < 3 && sum(times) < 10 || length(times) < 21 && sum(times) < 1) times <- c(times, seconds(task))
  median(times)
}

data <- NULL
reading <- seconds(function() data <<- read.csv(file))

fit <- switch(engine,
  lme4 = function() {
    lmer(score ~ log1p(week) * medication + (1 + log1p(week) | person), data)
  },
  nlme = function() {
    correlation <- switch(residuals,
      autoregressive = corCAR1(form = ~ week | person),
      "autoregressive-with-noise" = corExp(form = ~ week | person, nugget = TRUE))
    lme(score ~ log1p(week) * medication, data, ~ 1 + log1p(week) | person, correlation = correlation)
  },
  glmmTMB = function() {
    glmmTMB(score ~ log1p(week) * medication + (1 + log1p(week) | person), data, REML = TRUE)
  })
# From an engine's own words to the same ones. An evaluation is one of the criterion; nlme lets nobody ask for one.
found <- switch(engine,
  lme4 = function(model) {
    again <- update(model, devFunOnly = TRUE)
    list(beta = fixef(model), variances = as.matrix(vcov(model)), covariance = VarCorr(model)$person,
         converged = model@optinfo$conv$opt == 0, evaluations = model@optinfo$feval,
         evaluation = function() again(getME(model, "theta")))
  },
  nlme = function(model) {
    correlation <- coef(model$modelStruct$corStruct, unconstrained = FALSE) # of corCAR1 that of a unit of time
    list(beta = fixef(model), variances = model$varFix, covariance = getVarCov(model), converged = TRUE,
         evaluations = calls, range = if (length(correlation) == 1) -1 / log(correlation) else correlation["range"],
         nugget = correlation["nugget"])
  },
  glmmTMB = function(model) {
    list(beta = fixef(model)$cond, variances = vcov(model)$cond, covariance = VarCorr(model)$cond$person,
         converged = model$fit$convergence == 0, evaluations = model$fit$evaluations[["function"]],
         evaluation = function() model$obj$fn(model$fit$par))
  })

invisible(gc())
try(cat("5", file = "/proc/self/clear_refs"), silent = TRUE) # the most starts again from here
before <- kilobytes("VmRSS")
model <- NULL
calls <- 0
if (engine == "nlme") { # which keeps no count itself
  criteria <- c("logLik.lmeStruct", "logLik.lmeStructInt") # with and without correlated residuals
  count <- quote(assign("calls", get("calls", globalenv()) + 1, globalenv()))
  suppressMessages(for (one in criteria) trace(one, count, print = FALSE, where = asNamespace("nlme")))
}
first <- seconds(function() {
  model <<- tryCatch({
    model <- fit()
    vcov(model)
    model
  }, error = conditionMessage)
})
most <- kilobytes("VmHWM")
if (engine == "nlme") suppressMessages(for (one in criteria) untrace(one, where = asNamespace("nlme")))
if (is.character(model)) json(list(failed = model, seconds = first))
numbers <- found(model)
took <- median_seconds(function() vcov(fit()), first)
once <- if (is.null(numbers[["evaluation"]])) NaN else median_seconds(numbers[["evaluation"]])
json(list(
  version = as.character(packageVersion(engine)), read_seconds = reading, seconds = took,
  evaluations = if (is.null(numbers[["evaluations"]])) NaN else numbers[["evaluations"]], evaluation_seconds = once,
  criterion = -2 * as.numeric(logLik(model)), converged = numbers$converged, beta = unname(numbers$beta),
  standard_errors = unname(sqrt(diag(numbers$variances))),
  covariance = as.numeric(numbers$covariance)[c(1, 2, 4)], residual_variance = sigma(model)^2,
  range = c(numbers$range, NaN)[1], nugget = c(numbers$nugget, NaN)[1],
  above_input_kb = most - before, process_kb = most))
