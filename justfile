# Etherloom's recipes. Without just on the machine: npx --yes rust-just RECIPE
# Each recipe finds a JDK 25 and Maven by itself and passes further arguments on.

set positional-arguments

lab := justfile_directory() / "logic/src/lab"

# list the recipes
[private]
default:
    @exec {{ quote(just_executable()) }} --justfile {{ quote(justfile()) }} --list --unsorted

# build both halves (quick when nothing changed)
build *args:
    @exec {{ lab }}/build.sh all "$@"

# build the binder alone
build_binder *args:
    @exec {{ lab }}/build.sh binder "$@"

# build the logic alone
build_logic *args:
    @exec {{ lab }}/build.sh logic "$@"

# everything in a private lab, until Ctrl-C; with an interface's name first, on that interface (needs --ip ADDR/LEN)
[no-cd]
run *args:
    @exec {{ lab }}/run.sh "$@"

# a shell, or one command, on the client's side of the running lab
[no-cd]
shell *args:
    @exec {{ lab }}/shell.sh "$@"

# start the binder: --interface IF | --tap NAME, and its other options
[no-cd]
run_binder *args:
    @exec {{ lab }}/half.sh binder "$@"

# start the logic: --ip ADDR/LEN, and the other options of `logic run`
[no-cd]
run_logic *args:
    @exec {{ lab }}/half.sh run "$@"

# ping from the stack: ADDRESS [-c N] and host options
[no-cd]
ping *args:
    @exec {{ lab }}/half.sh ping "$@"

# print a capture file: FILE [-v] [-x] [--json] [--filter EXPR] [--count N] [--stats]
[no-cd]
decode *args:
    @exec {{ lab }}/half.sh decode "$@"

# show what passes a stack that runs with --capture FILE: FILE, and the options of decode
[no-cd]
watch *args:
    @exec {{ lab }}/half.sh watch "$@"

# compare the decoder with another program's reading of a folder of captures (default: ../shared/captures)
conform-decode folder="":
    @exec {{ lab }}/conform.sh decode {{ quote(folder) }}

# answer messages that come in frames of one's own EtherType
[no-cd]
work *args:
    @exec {{ lab }}/half.sh work "$@"

# send such a message: --destination MAC --message TEXT
[no-cd]
send *args:
    @exec {{ lab }}/half.sh send "$@"

# all tests, end to end in namespaces too; says what was skipped and why
test *args:
    @exec {{ lab }}/test.sh "$@"

# made-up input for the codecs, file formats and decoder; findings are kept as tests: [MINUTES] [TARGET...]
[no-cd]
fuzz *args:
    @exec {{ lab }}/fuzz.sh "$@"

# let packetdrill at our TCP, in virtual time: PATH of the UNIX socket that takes calls and frames
[no-cd]
door path:
    @exec {{ lab }}/packetdrill.sh "$@"

# whole stacks over made-up networks, in virtual time; a seed that fails leaves captures: SEEDS [FIRST]
simulate *args:
    @exec {{ lab }}/simulate.sh "$@"

# what the standards require, and for each which test shows it, or why none does
requirements:
    @exec {{ lab }}/requirements.sh

# figures beside others', and one table: [--quick] [--rounds N] [--only PART,...] [--json FILE] [--profile DIR]; or one PART: relay, web, load, fresh, idle, steps, decode, soak, profile DIR, jmh; --help
[no-cd]
bench *args:
    @exec {{ justfile_directory() }}/logic/src/bench/bench.sh "$@"

# let ordinary users start the binder, with CAP_NET_RAW for it alone: [--group G] [--undo]
grant *args:
    @exec {{ lab }}/grant.sh "$@"

# take back what grant gave
revoke:
    @exec {{ lab }}/grant.sh --undo

# print systemd units for both halves: [--prefix DIR] [--interface IF] [--ip ADDR/LEN]
units *args:
    @exec {{ lab }}/units.sh "$@"

# make a TAP that this user may attach to without any privilege: NAME [ADDR/LEN for the kernel's side]
tap *args:
    @exec {{ lab }}/tap.sh "$@"

# format the sources
fmt:
    @exec {{ lab }}/build.sh fmt
