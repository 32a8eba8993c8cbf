package io.tessera.system;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person with a browser that fills in Keycloak's form. It keeps cookies by server, those for
 * secure connections too, as browsers do on the loopback address; Java's own jar does not.
 */
final class Browser {
  private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
  private static final Pattern REFRESH =
      Pattern.compile("http-equiv=\"refresh\" content=\"0;url=([^\"]*)\"");
  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)");
  private static final Pattern INPUT = Pattern.compile("<input[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile(" name=\"([^\"]*)\"");
  private static final Pattern VALUE = Pattern.compile(" value=\"([^\"]*)\"");
  private static final int MOST_REDIRECTS = 10;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();
  private final List<String> servers;

  /**
   * @param servers where it goes on by itself when it is sent there: {@code http://127.0.0.1:80}
   */
  Browser(String... servers) {
    this.servers = List.of(servers);
  }

  /**
   * Where the person ends up.
   *
   * @param place an address outside of the servers; empty at a page of one
   * @param at of the page, or of who has sent it on
   */
  record Arrival(Optional<URI> place, URI at, String page) {
    /** Parameters of the address. */
    Map<String, List<String>> parameters() {
      Map<String, List<String>> parameters = new LinkedHashMap<>();
      String query = place.map(URI::getRawQuery).orElse("");
      for (String pair : query.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        parameters
            .computeIfAbsent(parts[0], name -> new ArrayList<>())
            .add(parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
      }
      return parameters;
    }

    /** Of the page. */
    String title() {
      Matcher matcher = TITLE.matcher(page);
      return matcher.find() ? matcher.group(1).strip() : "";
    }

    /** What the fields of its form hold. */
    Map<String, String> fields() {
      Map<String, String> fields = new LinkedHashMap<>();
      Matcher inputs = INPUT.matcher(page);
      while (inputs.find()) {
        Matcher name = NAME.matcher(inputs.group());
        Matcher value = VALUE.matcher(inputs.group());
        if (name.find() && value.find()) {
          fields.put(name.group(1), value.group(1));
        }
      }
      return fields;
    }

    boolean asksForPassword() {
      return page.contains("name=\"password\"");
    }
  }

  /** Goes there, and on as long as it is sent on within the servers. */
  Arrival visit(URI address) throws IOException, InterruptedException {
    return follow(HttpRequest.newBuilder(address));
  }

  /** Fills in the form of a page. */
  Arrival fill(Arrival page, Map<String, String> fields) throws IOException, InterruptedException {
    Matcher form = FORM.matcher(page.page());
    if (!form.find()) {
      throw new IOException("no form on the page");
    }
    StringBuilder body = new StringBuilder();
    fields.forEach(
        (name, value) ->
            body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return follow(
        HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private Arrival follow(HttpRequest.Builder first) throws IOException, InterruptedException {
    HttpRequest.Builder request = first;
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      HttpResponse<String> answer = send(request);
      URI here = answer.uri();
      Optional<URI> place = onward(answer).map(here::resolve);
      if (place.isEmpty()) {
        return new Arrival(Optional.empty(), here, answer.body());
      }
      String next = place.get().toString();
      if (servers.stream().noneMatch(next::startsWith)) {
        return new Arrival(place, here, "");
      }
      request = HttpRequest.newBuilder(place.get());
    }
    throw new IOException("sent on and on");
  }

  /** By the header, or by a page that does the same so that cookies come along. */
  private static Optional<String> onward(HttpResponse<String> answer) {
    Matcher refresh = REFRESH.matcher(answer.body());
    return refresh.find()
        ? Optional.of(refresh.group(1).replace("&amp;", "&"))
        : answer.headers().firstValue("Location");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    Map<String, String> own =
        cookies.computeIfAbsent(
            request.copy().build().uri().getAuthority(), server -> new LinkedHashMap<>());
    if (!own.isEmpty()) {
      request.header(
          "Cookie",
          own.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    answer.headers().allValues("Set-Cookie").forEach(cookie -> keep(own, cookie));
    return answer;
  }

  private static void keep(Map<String, String> own, String cookie) {
    String[] pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0")) {
      own.remove(pair[0]);
    } else {
      own.put(pair[0], pair[1]);
    }
  }
}
