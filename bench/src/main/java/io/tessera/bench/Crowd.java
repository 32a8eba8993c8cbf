package io.tessera.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Very many users, known by their numbers: user {@code n} is there when there are more than {@code
 * n}. Nothing of them is kept in memory, so that an earlier run's users can be used again.
 */
final class Crowd {
  static final String PREFIX = "s";
  private static final int SAMPLE = 1_000;
  private static final int PER_BULK = 100;
  private static final int PER_PAGE = 200;
  private static final Pattern TOTAL = Pattern.compile("\"totalResults\":(\\d+)");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");

  private final Server server;
  private final int connections;

  Crowd(Server server, int connections) {
    this.server = server;
    this.connections = connections;
  }

  /** How many there are. */
  long count() throws IOException {
    return total("/scim2/Users?count=0&filter=" + encoded("userName sw \"" + PREFIX + "\""));
  }

  long total(String path) throws IOException {
    return Long.parseLong(first(TOTAL, server.call("GET", path, "").body()));
  }

  /** Adds users by Bulk, a hundred in each request. */
  Load.Result growTo(long size) throws IOException {
    long begin = count();
    AtomicLong next = new AtomicLong(begin);
    return Load.forSeconds(
        connections,
        36_000,
        server::connect,
        i -> Exchange.of(() -> bulk(next.getAndAdd(PER_BULK), size), Crowd::requireCreated));
  }

  private byte[] bulk(long from, long size) {
    if (from >= size) {
      return new byte[0];
    }
    StringBuilder body = new StringBuilder(PER_BULK * 1500);
    body.append("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],");
    body.append("\"Operations\":[");
    for (long number = from; number < Math.min(size, from + PER_BULK); number++) {
      body.append(number == from ? "" : ",")
          .append("{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"b")
          .append(number)
          .append("\",\"data\":")
          .append(Users.json(PREFIX, number))
          .append('}');
    }
    return HttpConnection.request(
        "POST", "/scim2/Bulk", server.authorization(), body.append("]}").toString());
  }

  private static void requireCreated(HttpConnection.Answer answer) {
    boolean failed = answer.body().contains("\"status\":\"4") || answer.body().contains("\"5");
    if (answer.status() != 200 || failed) {
      throw new IllegalStateException(answer.status() + ": " + answer.body());
    }
  }

  /** Ids of some users, spread over all. */
  List<String> someIds(long size) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < SAMPLE; i++) {
      ids.add(first(ID, named(size * i / SAMPLE)));
    }
    return ids;
  }

  /** Ids of the first users, read page by page with cursors. */
  List<String> firstIds(long many) throws IOException {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    while (ids.size() < many && cursor != null) {
      String path = "/scim2/Users?attributes=id&count=" + PER_PAGE + "&cursor=" + encoded(cursor);
      String body = server.call("GET", path, "").body();
      ID.matcher(body).results().forEach(match -> ids.add(match.group(1)));
      Matcher next = NEXT.matcher(body);
      cursor = next.find() ? next.group(1) : null;
    }
    return ids;
  }

  /** The document of a user. */
  String named(long number) throws IOException {
    String filter = "userName eq \"" + Users.name(PREFIX, number) + "\"";
    return server.call("GET", "/scim2/Users?filter=" + encoded(filter), "").body();
  }

  /** Numbers of users, at random. */
  static long any(long size) {
    return ThreadLocalRandom.current().nextLong(size);
  }

  static String encoded(String parameter) {
    return URLEncoder.encode(parameter, UTF_8);
  }

  static String first(Pattern pattern, String body) {
    Matcher matcher = pattern.matcher(body);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + body);
    }
    return matcher.group(1);
  }
}
