#!/usr/bin/env bash
# Puts a release into operation, on the host where it runs. deploy/deploy.sh brings the release here and calls this.
#
#   cd FOLDER && bash releases/VERSION/deploy/on_host.sh VERSION < settings
#
# FOLDER holds releases/VERSION for the last releases, each with its settings in .env, and the link current to the one that
# runs. Settings come on standard input, one NAME='value' a line; what is not named is taken over from the release before.
#
# Only the service automation-suite is ever started, stopped or changed, and always without what it depends on. Exit
# status: 0 the new release runs and is ready; 1 it does not, and the one before runs as it did.
# shellcheck disable=SC2317  # the steps are called by try
set -uo pipefail
umask 077

SERVICE=automation-suite
NEW=${1:?the version to put into operation}
PROJECT_NAME=${COMPOSE_PROJECT_NAME:-automation}
# How often and with which pause in seconds the new service is asked whether it is ready, and runs are waited for.
READY_TRIES=${READY_TRIES:-12} READY_PAUSE=${READY_PAUSE:-5}
IDLE_TRIES=${IDLE_TRIES:-40} IDLE_PAUSE=${IDLE_PAUSE:-15}
RELEASES_KEPT=3

switched=no
step="begin"
before=""

main() {
    # A connection that breaks must not leave half a deployment: it goes on, and the log has what it said.
    trap '' HUP PIPE
    exec > >(tee --ignore-interrupts --output-error=warn-nopipe "releases/$NEW/deploy.log") 2>&1
    exec 9> deploy.lock
    flock --nonblock 9 || { say "Another deployment goes on. Nothing was changed. Wait for its end."; exit 1; }
    before=$(readlink current | xargs -r basename)
    if put_into_operation; then
        tell success "$NEW"
        clean_up
        say "Deployed: $NEW runs and is ready."
        exit 0
    fi
    local failed=$step
    roll_back
    say "NOT DEPLOYED: $NEW failed at: $failed. $(what_runs)"
    exit 1
}

put_into_operation() {
    try "take over the settings" take_over_settings &&
    try "build the image" compose "$NEW" build "$SERVICE" &&
    try "check settings and jobs" once "$NEW" python run.py check &&
    try "rehearse in the new container" once "$NEW" python run.py poshmark --practice &&
    try "wait for runs that go on" wait_until_idle &&
    try "migrate the tables of the history" once "$NEW" python -m automation_suite.history &&
    try "start the new version" switch_to "$NEW" &&
    try "ask whether it is ready" wait_until_ready "$NEW" &&
    try "install the schedule" inside "$NEW" python run.py cron install &&
    try "note what runs" note_current
}

roll_back() {
    if [ "$switched" = no ]; then
        # Whatever ran runs on, untouched.
        tell failure "${before:-$NEW}"
    elif [ -n "$before" ]; then
        say "-- going back to $before"
        switch_to "$before"
        wait_until_ready "$before" || say "$before is not ready either. Type: docker logs $SERVICE"
        tell failure "$before"
    else
        say "-- there is no version before; taking $NEW away"
        tell failure "$NEW"
        compose "$NEW" rm --stop --force "$SERVICE"
    fi
}

what_runs() {
    if [ -n "$before" ]; then echo "$before runs as before."; else echo "There was no version before, so none runs."; fi
}

take_over_settings() {
    local file=releases/$NEW/.env given names
    given=$(cat)
    names=$(sed -n 's/^\([A-Z0-9_]*\)=.*/\1/p' <<< "$given" | paste -s -d '|')
    if [ -e current/.env ] && [ "$before" != "$NEW" ]; then
        cp current/.env "$file"
    fi
    touch "$file" && chmod 600 "$file" || return
    if [ -n "$names" ]; then
        # grep finds no line to keep in an empty file, which is no failure.
        { grep -v -E "^($names)=" "$file"; printf '%s\n' "$given"; } > "$file.new" && mv "$file.new" "$file"
    fi
}

# A run that is asked to end while money moves ends as not known, and then a person has to look. So it is waited for.
wait_until_idle() {
    [ -n "$before" ] || return 0
    # Only what runs can hold a lock; a service that is down has none.
    local tries
    for ((tries = 0; tries < IDLE_TRIES; tries++)); do
        inside "$before" true 2> /dev/null || return 0
        # shellcheck disable=SC2016  # the container's shell reads it
        inside "$before" sh -c 'for lock in state/locks/*.lock; do
            [ ! -e "$lock" ] || flock --nonblock "$lock" true || exit 1; done' && return 0
        sleep "$IDLE_PAUSE"
    done
    say "A run still goes on after $((IDLE_TRIES * IDLE_PAUSE)) s. Deploy again when it has ended."
    return 1
}

switch_to() {
    switched=yes
    compose "$1" up --detach --no-deps --no-build "$SERVICE"
}

wait_until_ready() {
    local tries
    for ((tries = 0; tries < READY_TRIES; tries++)); do
        inside "$1" python run.py health-check --ready && return 0
        sleep "$READY_PAUSE"
    done
    return 1
}

note_current() { ln -s --no-dereference --force "releases/$NEW" current; }

# Through the service that runs, or where none does, through one that lives as long as the message takes.
tell() {
    local words="from automation_suite.shared.notification_utils import send_deployment_notification as tell"
    words="import sys; $words; sys.exit(not tell('$1'))"
    inside "$2" python -c "$words" || once "$2" python -c "$words" ||
        say "The owner could not be told by message. The exit status of this deployment is right all the same."
}

clean_up() {
    local old
    # The newest are kept: the one that runs, and those that one may want to go back to.
    # shellcheck disable=SC2012  # their names are those of commits
    for old in $(ls -t releases | tail -n +$((RELEASES_KEPT + 1))); do
        [ "$old" = "$NEW" ] || [ "$old" = "$before" ] && continue
        rm -rf "releases/$old"
        docker image rm "$SERVICE:$old" > /dev/null 2>&1
    done
}

inside() { compose "$1" exec -T "$SERVICE" "${@:2}"; }

once() { compose "$1" run --rm --no-deps -T "$SERVICE" "${@:2}"; }

compose() (
    cd "releases/$1" || exit
    AUTOMATION_VERSION=$1 docker compose --project-name "$PROJECT_NAME" "${@:2}" < /dev/null
)

try() {
    step=$1
    say "-- $step"
    "${@:2}"
}

say() { echo "$*"; }

main
