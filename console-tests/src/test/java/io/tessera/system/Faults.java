package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What goes wrong in a page without anybody seeing it. */
final class Faults {
  /** Said by the browser besides every answer from 400 on, which is looked at by itself. */
  private static final Pattern STATUS =
      Pattern.compile("Failed to load resource: the server responded with a status of \\d+.*");

  /** Leaving a screen, and the end of a stream, end requests. */
  private static final String ENDED = "net::ERR_ABORTED";

  /** Reports of the content security policy have no event of their own in the driver. */
  private static final String POLICY =
      """
      document.addEventListener('securitypolicyviolation', e =>
        console.error('content security policy: ' + e.violatedDirective + ' ' + e.blockedURI));
      """;

  private final List<String> found = new ArrayList<>();
  private final List<Expected> expected = new ArrayList<>();
  private boolean disconnecting;

  /** An answer that the test causes. */
  private record Expected(int status, String part) {
    boolean matches(Response response) {
      return response.status() == status && response.url().contains(part);
    }
  }

  void watch(Page page) {
    page.addInitScript(POLICY);
    page.onConsoleMessage(this::said);
    page.onPageError(error -> found.add("page error: " + error));
    page.onResponse(this::answered);
    page.onRequestFailed(this::failed);
  }

  /** Answers with this status, for addresses with this part, are what the test is about. */
  void expect(int status, String part) {
    expected.add(new Expected(status, part));
  }

  /** From now on the server may be away. */
  void expectDisconnection() {
    disconnecting = true;
  }

  private void said(ConsoleMessage message) {
    boolean bad = message.type().equals("error") || message.type().equals("warning");
    boolean lost = disconnecting && message.text().contains("net::ERR_");
    if (bad && !lost && !STATUS.matcher(message.text()).matches()) {
      found.add("console: " + message.text() + " (" + message.location() + ")");
    }
  }

  private void answered(Response response) {
    if (response.status() >= 400 && expected.stream().noneMatch(e -> e.matches(response))) {
      found.add(response.status() + " " + response.request().method() + " " + response.url());
    }
  }

  private void failed(Request request) {
    if (!disconnecting && !ENDED.equals(request.failure())) {
      found.add(request.failure() + " " + request.method() + " " + request.url());
    }
  }

  void assertNone() {
    assertThat(found).as("faults of the page").isEmpty();
  }
}
