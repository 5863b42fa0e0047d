# Installs Debian packages that are missing. Sourced by demo and test.

# need PACKAGE…: installs those that are not there; says what to do where that cannot be done.
need() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0

    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "Install these Debian packages first: ${missing[*]}" >&2; return 1; }
        root=(sudo)
    fi
    command -v apt-get >/dev/null || { echo "This is no Debian; install what corresponds to: ${missing[*]}" >&2; return 1; }

    echo "Installing Debian packages: ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { "${root[@]}" apt-get update -q && DEBIAN_FRONTEND=noninteractive \
        "${root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "The Debian packages could not be installed: ${missing[*]}" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# need_dotnet: refuses early, in one sentence, where the .NET 10 SDK is missing.
need_dotnet() {
    command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.' && return 0
    echo "The .NET 10 SDK is missing: install it from your distribution or from https://dot.net, then run this again." >&2
    return 1
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
