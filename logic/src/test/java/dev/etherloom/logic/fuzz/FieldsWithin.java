package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Fields;
import dev.etherloom.logic.net.IpAddress;

/**
 * Takes fields, and throws where one lies outside.
 *
 * @param octets that there are; in traffic, of all frames so far
 */
record FieldsWithin(int octets) implements Fields {
  @Override
  public void number(Field field, int offset, int length, long value) {
    within(field, offset, length);
  }

  @Override
  public void address(Field field, int offset, IpAddress value) {
    within(field, offset, 4);
  }

  @Override
  public void mac(Field field, int offset, MacAddress value) {
    within(field, offset, MacAddress.LENGTH);
  }

  @Override
  public void text(Field field, int offset, int length, String value) {
    within(field, offset, length);
  }

  @Override
  public void octets(Field field, Slice value) {
    within(field, value.offset(), value.length());
  }

  @Override
  public void open(String title, int offset, int length) {
    assertTrue(
        offset >= 0 && length >= 0 && offset + length <= octets,
        () -> "%s at %d, %d octets of %d".formatted(title, offset, length, octets));
  }

  private void within(Field field, int offset, int length) {
    open(field.label(), offset, length);
  }
}
