package dev.etherloom.binder.link;

import dev.etherloom.binder.policy.MacPattern;
import io.vavr.collection.Vector;

/**
 * A classic BPF program that keeps in the kernel what is certainly not for the stack (packet(7),
 * bpf(4)): it passes frames to groups and to the stack's own MAC addresses.
 *
 * @param instructions each as struct sock_filter: code, jump if true, jump if false, constant
 */
record Filter(Vector<Instruction> instructions) {
  static final int MAX_INSTRUCTIONS = 4096;
  private static final int LOAD_BYTE = 0x30;
  private static final int LOAD_HALF = 0x28;
  private static final int LOAD_WORD = 0x20;
  private static final int AND = 0x54;
  private static final int JUMP_IF_SET = 0x45;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int ALL = 0x4_0000;

  record Instruction(int code, int jumpTrue, int jumpFalse, long constant) {}

  static Filter forMacs(Vector<MacPattern> macs) {
    var groups =
        Vector.of(
            new Instruction(LOAD_BYTE, 0, 0, 0),
            new Instruction(JUMP_IF_SET, 0, 1, 1),
            new Instruction(RETURN, 0, 0, ALL));
    return new Filter(
        groups.appendAll(macs.flatMap(Filter::one)).append(new Instruction(RETURN, 0, 0, 0)));
  }

  private static Vector<Instruction> one(MacPattern mac) {
    long bits = mac.address().bits() & mac.mask();
    return Vector.of(
        new Instruction(LOAD_WORD, 0, 0, 2),
        new Instruction(AND, 0, 0, mac.mask() & 0xffff_ffffL),
        new Instruction(JUMP_IF_EQUAL, 0, 4, bits & 0xffff_ffffL),
        new Instruction(LOAD_HALF, 0, 0, 0),
        new Instruction(AND, 0, 0, mac.mask() >>> 32),
        new Instruction(JUMP_IF_EQUAL, 0, 1, bits >>> 32),
        new Instruction(RETURN, 0, 0, ALL));
  }
}
