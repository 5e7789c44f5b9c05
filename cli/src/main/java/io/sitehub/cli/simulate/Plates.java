package io.sitehub.cli.simulate;

/** Number plates in the French form; the letters I, O and U are not used. */
final class Plates {
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ";

  private Plates() {}

  static String draw(Dice dice) {
    return "%s%s-%03d-%s%s"
        .formatted(letter(dice), letter(dice), dice.between(1, 999), letter(dice), letter(dice));
  }

  /** The plate as a camera misreads it: one digit off. */
  static String misread(String plate) {
    char digit = plate.charAt(3);
    return plate.substring(0, 3) + (char) ('0' + (digit - '0' + 5) % 10) + plate.substring(4);
  }

  private static char letter(Dice dice) {
    return LETTERS.charAt(dice.between(0, LETTERS.length() - 1));
  }
}
