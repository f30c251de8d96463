# shellcheck shell=bash
# Shared by the scripts beside this directory; sourced, bash. Sets nothing but functions and the colour variables.

if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  bold=$'\e[1m' green=$'\e[32m' yellow=$'\e[33m' red=$'\e[31m' plain=$'\e[0m'
else
  bold='' green='' yellow='' red='' plain=''
fi

step() { printf '%s== %s ==%s\n' "$bold" "$*" "$plain"; }
good() { printf '%s%s%s\n' "$green" "$*" "$plain"; }
warn() { printf '%s%s%s\n' "$yellow" "$*" "$plain" >&2; }
die() {
  printf '%s%s%s\n' "$red" "$*" "$plain" >&2
  exit 1
}

# The Debian package that brings a command or a file. This is the one list of what building and testing need.
package_of() {
  case $1 in
    javac) echo openjdk-17-jdk-headless ;;
    mvn) echo maven ;;
    ip | ss | tc) echo iproute2 ;;
    nft) echo nftables ;;
    conntrack) echo conntrack ;;
    unshare | nsenter | flock) echo util-linux ;;
    sysctl | ps) echo procps ;;
    mount) echo mount ;;
    named) echo bind9 ;;
    dig | nsupdate) echo bind9-dnsutils ;;
    dhclient) echo isc-dhcp-client ;;
    dnsmasq) echo dnsmasq-base ;;
    bird) echo bird2 ;;
    /lib/systemd/systemd-networkd) echo systemd ;;
    cc) echo build-essential ;;
    /etc/protocols) echo netbase ;;
    /usr/lib/python3/dist-packages/pyroute2) echo python3-pyroute2 ;;
    shellcheck) echo shellcheck ;;
    *) die "scripts/lib/common.sh: no package known for $1" ;;
  esac
}

# have COMMAND-OR-FILE: a command also where an ordinary user's PATH does not reach.
have() {
  local PATH=$PATH:/usr/sbin:/sbin
  if [[ $1 == javac && -n ${JAVA_HOME:-} ]]; then
    [[ -x $JAVA_HOME/bin/javac ]]
  elif [[ $1 == /* ]]; then
    [[ -e $1 ]]
  else
    command -v "$1" >/dev/null
  fi
}

# install_missing COMMAND-OR-FILE…: installs the packages of those that are not there; needs root or sudo for that only.
install_missing() {
  local command packages=()
  for command in "$@"; do
    have "$command" || packages+=("$(package_of "$command")")
  done
  ((${#packages[@]})) || return 0
  mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)

  local as_root=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      die "Not installed: ${packages[*]}. As root: apt-get install ${packages[*]}"
    fi
    as_root=(sudo -n)
  fi
  command -v apt-get >/dev/null || die "Not installed: ${packages[*]} (Debian's names), and there is no apt-get here."
  step "installing ${packages[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
}

# in_namespaces COMMAND ARGUMENT…: runs it where network namespaces can be made: as it is for root, else as root of a new
# user namespace with a network of its own, without a way out (so Maven must be told --offline). Its own network, and not
# the host's, because a process that has entered another network namespace may return only to one its user namespace owns.
in_namespaces() {
  if ((EUID == 0)); then
    "$@"
    return
  fi
  unshare --user --map-root-user --mount --net true 2>/dev/null || die \
    "This needs network namespaces: run it as root, or allow user namespaces (user.max_user_namespaces," \
    "kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns)."
  # Inside, the JDK takes the home directory of uid 0, /root, for ours, and Maven may not write there.
  # shellcheck disable=SC2016 # the shell inside expands them
  MAVEN_OPTS="${MAVEN_OPTS:-} -Duser.home=$HOME" unshare --user --map-root-user --mount --net bash -c '
    set -euo pipefail
    . "$1"
    shift
    PATH=$PATH:/usr/sbin:/sbin
    private_netns_directory
    ip link set lo up
    exec "$@"' bash "${BASH_SOURCE[0]}" "$@"
}

# Named namespaces (ip netns) live in /run/netns, which root of a user namespace may not write: covers it with our own.
private_netns_directory() {
  if [[ -d /run/netns ]]; then
    mount -t tmpfs tmpfs /run/netns
  else
    # The mount point cannot be made in the real /run.
    mount -t tmpfs tmpfs /run
    mkdir /run/netns
  fi
}

# jdk_feature HOME: 17, 21, 25 …; nothing where there is no JDK with a compiler.
jdk_feature() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
}

# The home of the JDK that Maven would take.
default_jdk() {
  if [[ -n ${JAVA_HOME:-} ]]; then
    readlink -f "$JAVA_HOME"
  else
    dirname "$(dirname "$(readlink -f "$(command -v javac)")")"
  fi
}

# newest_other_jdk LEAST NOT: the home of the newest JDK of at least version LEAST that is not NOT; nothing if none.
newest_other_jdk() {
  local home feature best='' best_feature=$(($1 - 1))
  for home in /usr/lib/jvm/*/; do
    home=$(readlink -f "$home")
    feature=$(jdk_feature "$home")
    if [[ -n $feature && $home != "$2" ]] && ((feature > best_feature)); then
      best=$home best_feature=$feature
    fi
  done
  echo "$best"
}
