package io.tessera.cli;

/**
 * A command as it was typed, and what it needs to answer.
 *
 * @param arguments without the command's name
 */
record Call(Arguments arguments, Connection connection, Output output, Terminal terminal) {
  Api api() throws CommandException, InterruptedException {
    return connection.open();
  }
}
