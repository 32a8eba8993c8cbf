package io.tessera.bench;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The users of one server, and the clients that create, read and find them. */
final class Population {
  private static final int CREATED = 201;
  private static final int OK = 200;

  private final Server server;
  private final String prefix;
  private final AtomicLong next = new AtomicLong();
  private final Queue<String> ids = new ConcurrentLinkedQueue<>();

  Population(Server server, String prefix) {
    this.server = server;
    this.prefix = prefix;
  }

  long size() {
    return ids.size();
  }

  /** Creates users without end. */
  Load.Client creating() {
    return creating(Long.MAX_VALUE);
  }

  /**
   * Creates users.
   *
   * @param upTo how many there shall be in all
   */
  Load.Client creating(long upTo) {
    return new Load.Client() {
      @Override
      public byte[] next() {
        long number = next.getAndIncrement();
        return number >= upTo
            ? new byte[0]
            : HttpConnection.request(
                "POST", "/scim2/Users", server.authorization(), Users.json(prefix, number));
      }

      @Override
      public void answered(HttpConnection.Answer answer) {
        expect(CREATED, answer);
        ids.add(answer.createdId());
      }
    };
  }

  /** Gets users by id, at random. */
  Load.Client getting() {
    List<String> all = List.copyOf(ids);
    return reading(
        () -> "/scim2/Users/" + all.get(ThreadLocalRandom.current().nextInt(all.size())), "id");
  }

  /** Finds users by name, at random. */
  Load.Client finding() {
    long many = size();
    return reading(
        () ->
            "/scim2/Users?filter=userName%20eq%20%22"
                + Users.name(prefix, ThreadLocalRandom.current().nextLong(many))
                + "%22",
        "\"totalResults\":1");
  }

  private interface Path {
    String next();
  }

  private Load.Client reading(Path path, String expected) {
    return new Load.Client() {
      @Override
      public byte[] next() {
        return HttpConnection.request("GET", path.next(), server.authorization(), "");
      }

      @Override
      public void answered(HttpConnection.Answer answer) {
        expect(OK, answer);
        if (!answer.body().contains(expected)) {
          throw new IllegalStateException("no " + expected + " in " + answer.body());
        }
      }
    };
  }

  private static void expect(int status, HttpConnection.Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException(
          answer.status() + " instead of " + status + ": " + answer.body());
    }
  }
}
