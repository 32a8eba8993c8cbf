package io.tessera.federation.keycloak;

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
 * A person with a browser that fills in Keycloak's form. It keeps the cookies of one server, those
 * for secure connections too, as browsers do on the loopback address; Java's own jar does not.
 */
final class Browser {
  private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)");
  private static final int MOST_REDIRECTS = 10;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /** Where the person ends up: at an address outside of Keycloak, or at a page of it. */
  record Arrival(Optional<URI> place, String page) {
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

    boolean asksForPassword() {
      return page.contains("name=\"password\"");
    }
  }

  /** Goes there, and on as long as it is sent on within the same server. */
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
    HttpRequest.Builder next = first;
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      HttpResponse<String> answer = send(next);
      URI here = answer.uri();
      Optional<URI> place = answer.headers().firstValue("Location").map(here::resolve);
      if (place.isEmpty()) {
        return new Arrival(Optional.empty(), answer.body());
      }
      if (!place.get().getAuthority().equals(here.getAuthority())) {
        return new Arrival(place, "");
      }
      next = HttpRequest.newBuilder(place.get());
    }
    throw new IOException("sent on and on");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    answer.headers().allValues("Set-Cookie").forEach(this::keep);
    return answer;
  }

  private void keep(String cookie) {
    String[] pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }
}
