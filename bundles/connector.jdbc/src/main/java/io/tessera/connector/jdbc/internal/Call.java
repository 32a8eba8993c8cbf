package io.tessera.connector.jdbc.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The call of a stored procedure, {@code {call hr.create_user(:id, :login)}}, or of a function,
 * {@code {:id = call hr.create_user(:login)}}.
 *
 * @param routine its plain name, with its schema and package where it has them
 * @param returned whether the first parameter is what a function returns
 * @param parameters names, in their order
 */
record Call(String routine, boolean returned, List<String> parameters) {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final Pattern OPENING = Pattern.compile("\\s*\\{\\s*");
  private static final Pattern RETURNED = Pattern.compile(":(" + NAME + ")\\s*=\\s*");
  private static final Pattern ROUTINE =
      Pattern.compile("(?i:call)\\s+(" + NAME + "(?:\\." + NAME + "){0,2})\\s*\\(\\s*");
  private static final Pattern PARAMETER = Pattern.compile(":(" + NAME + ")\\s*");
  private static final Pattern COMMA = Pattern.compile(",\\s*");
  private static final Pattern END = Pattern.compile("$");
  private static final Pattern CLOSING = Pattern.compile("\\)\\s*\\}\\s*");

  Call {
    parameters = List.copyOf(parameters);
  }

  /**
   * Reads one. Only plain names get through, so that nothing in a setting becomes SQL.
   *
   * @throws IllegalArgumentException says at which character it is none
   */
  static Call parse(String text) {
    Reader reader = new Reader(text);
    List<String> parameters = new ArrayList<>();
    reader.expect(OPENING, "{ is expected");
    boolean returned = reader.take(RETURNED);
    if (returned) {
      parameters.add(reader.taken());
    }
    reader.expect(ROUTINE, "call and the name of a procedure and ( are expected");
    String routine = reader.taken();
    if (reader.take(PARAMETER)) {
      parameters.add(reader.taken());
      while (reader.take(COMMA)) {
        reader.expect(PARAMETER, "a parameter such as :login is expected");
        parameters.add(reader.taken());
      }
    }
    reader.expect(CLOSING, "a comma or )} is expected");
    reader.expect(END, "the call ends; nothing may follow");
    return new Call(routine, returned, parameters);
  }

  /** Takes a text piece by piece. */
  private static final class Reader {
    private final String text;
    private int position;
    private String taken = "";

    Reader(String text) {
      this.text = text;
    }

    boolean take(Pattern next) {
      Matcher at = next.matcher(text).region(position, text.length());
      if (!at.lookingAt()) {
        return false;
      }
      position = at.end();
      taken = at.groupCount() > 0 ? at.group(1) : "";
      return true;
    }

    void expect(Pattern next, String otherwise) {
      if (!take(next)) {
        throw new IllegalArgumentException("at character " + (position + 1) + " " + otherwise);
      }
    }

    /** The name in what was taken last. */
    String taken() {
      return taken;
    }
  }

  boolean takes(String parameter) {
    return parameters.contains(parameter);
  }

  /** As JDBC escapes it, with question marks. */
  String escaped() {
    List<String> marks =
        (returned ? parameters.subList(1, parameters.size()) : parameters)
            .stream().map(p -> "?").toList();
    return (returned ? "{? = call " : "{call ") + routine + "(" + String.join(", ", marks) + ")}";
  }
}
