#!/usr/bin/env bash
# Brings the commit that is checked out to the host and puts it into operation there. Nothing is built or run here.
#
#   DEPLOY_HOST=… DEPLOY_USER=… DEPLOY_KEY=… DEPLOY_KNOWN_HOSTS=… deploy/deploy.sh
#
# DEPLOY_KEY is the private key itself, DEPLOY_KNOWN_HOSTS the host's line of known_hosts: no other host is talked to.
# DEPLOY_FOLDER (automation-suite, below the user's home), DEPLOY_PORT (22) and DEPLOY_PROJECT (automation, the name of the
# compose project; with the web application's, both are in one network) have defaults. Settings that are in the
# environment under their names (POSH_EMAIL and so on) go to the host on standard input; the others stay as they are there.
# Exit status: 0 the new version runs and is ready, 1 it does not and the one before does, 2 wrong settings, 255 no
# connection: look at deploy.log in the release's folder on the host.
set -euo pipefail
umask 077

SETTINGS=(POSH_EMAIL POSH_PASS NOTIFICATION_EMAIL EMAIL_APP_PASSWORD DATABASE_URL)

main() {
    local name folder=${DEPLOY_FOLDER:-automation-suite} version settings
    local project=${DEPLOY_PROJECT:-automation}
    for name in DEPLOY_HOST DEPLOY_USER DEPLOY_KEY DEPLOY_KNOWN_HOSTS; do
        [ -n "${!name:-}" ] || refuse "$name is missing."
    done
    [[ $folder =~ ^[A-Za-z0-9._/-]+$ ]] || refuse "DEPLOY_FOLDER may have letters, digits, dots, slashes, - and _ only."
    [[ $project =~ ^[a-z0-9][a-z0-9_-]*$ ]] || refuse "DEPLOY_PROJECT may have small letters, digits, - and _ only."
    settings=$(given_settings) || exit 2
    keys=$(mktemp -d)
    trap 'rm -rf "$keys"' EXIT
    printf '%s\n' "$DEPLOY_KEY" > "$keys/key"
    printf '%s\n' "$DEPLOY_KNOWN_HOSTS" > "$keys/known_hosts"

    version=$(git rev-parse --short=12 HEAD)
    echo "Deploying $version to $DEPLOY_HOST."
    git archive HEAD | on_host "umask 077 && cd ~ && mkdir -p '$folder/releases/$version' && tar -x -C '$folder/releases/$version'"
    printf '%s\n' "$settings" | on_host "cd ~ && cd '$folder' &&
        COMPOSE_PROJECT_NAME='$project' bash 'releases/$version/deploy/on_host.sh' '$version'"
}

# Prints NAME='value' for each setting that is given.
given_settings() {
    local name
    for name in "${SETTINGS[@]}"; do
        [ -n "${!name:-}" ] || continue
        [[ ${!name} != *[\'$'\n']* ]] || refuse "$name holds a single quote or a line break, which .env cannot."
        printf "%s='%s'\n" "$name" "${!name}"
    done
}

on_host() {
    ssh -i "$keys/key" -p "${DEPLOY_PORT:-22}" -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes \
        -o "UserKnownHostsFile=$keys/known_hosts" -o GlobalKnownHostsFile=/dev/null -o ConnectTimeout=20 \
        -o ServerAliveInterval=15 -F /dev/null "$DEPLOY_USER@$DEPLOY_HOST" "$@"
}

refuse() {
    echo "$1 Nothing was deployed." >&2
    exit 2
}

main
