#!/usr/bin/perl
# door.pl PID COMMAND...: runs a command in the user and network namespaces of PID, with the capabilities that a user
# namespace's maker has there, yet without being its root. tcpdump needs this: as root it insists on changing its groups,
# which can't be done where one user is mapped. nsenter(1) alone does not do, since a program that one who is not root
# starts loses its capabilities unless they are ambient (capabilities(7)).
use strict;
use warnings;
use POSIX ();

my $machine = (POSIX::uname())[4];
my ($setns, $capset, $prctl) = $machine eq 'x86_64' ? (308, 126, 157) : (268, 91, 167);    # else the generic table
my $PR_CAP_AMBIENT = 47;
my $RAISE          = 2;
my $VERSION_3      = 0x20080522;

my ($pid, @command) = @ARGV;
for my $kind ('user', 'net') {
  open(my $namespace, '<', "/proc/$pid/ns/$kind") or die "door: no namespace of process $pid: $!\n";
  next if readlink("/proc/$pid/ns/$kind") eq readlink("/proc/self/ns/$kind");
  syscall($setns, fileno($namespace), 0) == 0 or die "door: $kind namespace of process $pid: $!\n";
}

# Permitted, effective and inheritable capabilities are all that this kernel knows; then each becomes ambient.
open(my $last, '<', '/proc/sys/kernel/cap_last_cap') or die "door: $!\n";
chomp(my $count = <$last>);
my ($low, $high) = (0, 0);
for my $capability (0 .. $count) {
  if   ($capability < 32) { $low  |= 1 << $capability }
  else                    { $high |= 1 << ($capability - 32) }
}
my ($header, $data) = (pack('LL', $VERSION_3, 0), pack('L6', $low, $low, $low, $high, $high, $high));
syscall($capset, $header, $data) == 0 or die "door: capabilities: $!\n";
syscall($prctl, $PR_CAP_AMBIENT, $RAISE, $_, 0, 0) for 0 .. $count;
exec { $command[0] } @command or die "door: $command[0]: $!\n";
