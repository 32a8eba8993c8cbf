package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The console as one person has it open. Whatever goes wrong in the page without being seen -
 * errors and warnings of the browser's console, reports of the content security policy, failed
 * requests - fails the test when it ends.
 */
final class Console implements AutoCloseable {
  static final int WIDTH = 1440;
  static final int HEIGHT = 900;

  /** The narrowest that has to work: 1280 px at 400 %. */
  private static final int NARROW = 320;

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  /** Wider than the window: what sticks out by itself, not what scrolls in a box of its own. */
  private static final String STICKING_OUT =
      """
      () => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('body *')].filter(e =>
            e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.tw, .scroll, pre'))
          .slice(0, 5).map(e => e.tagName + '.' + e.getAttribute('class') + ' '
            + (e.textContent || '').trim().slice(0, 40))
          .concat(['the page is ' + document.documentElement.scrollWidth + ' px wide'])
      """;

  private final BrowserContext context;
  private final Page page;
  private final Faults faults = new Faults();

  Console(BrowserContext context) {
    this.context = context;
    this.page = context.newPage();
    faults.watch(page);
  }

  /** Has a session without going through the sign-in page. */
  Console signIn(String user, String password) {
    ObjectNode who = Http.JSON.createObjectNode().put("user", user).put("password", password);
    APIResponse answer =
        context
            .request()
            .post(
                "/api/v1/session",
                RequestOptions.create()
                    .setHeader("Content-Type", "application/json")
                    .setHeader("X-Tessera-Csrf", "none")
                    .setData(who.toString()));
    assertThat(answer.status()).as("signing in: %s", answer.text()).isEqualTo(201);
    return this;
  }

  /**
   * Opens a screen and returns when it is there.
   *
   * @param route what stands behind the hash, {@code /users?q=al}
   */
  Console open(String route) {
    if (page.url().contains("/console/")) {
      page.navigate("about:blank");
    }
    page.navigate("/console/#" + route);
    return settled();
  }

  /** Waits for the heading, and until nothing says that it is loading. */
  Console settled() {
    page.locator("main h1").first().waitFor();
    page.waitForFunction("() => !document.querySelector('main [aria-busy=true], main .skeleton')");
    page.evaluate("document.fonts.ready");
    return this;
  }

  Page page() {
    return page;
  }

  /** The address of the present screen, behind the hash. */
  String route() {
    String url = page.url();
    return url.contains("#") ? url.substring(url.indexOf('#') + 1) : "";
  }

  /** An answer with this status, for addresses with this part, is what the test is about. */
  Console expecting(int status, String part) {
    faults.expect(status, part);
    return this;
  }

  /** The server goes away during this test. */
  Console expectingDisconnection() {
    faults.expectDisconnection();
    return this;
  }

  Console click(String button) {
    button(button).click();
    return this;
  }

  /** Where a dialog is open, nothing outside of it can be pressed. */
  Locator button(String name) {
    Locator within = page.locator("dialog[open], body:not(:has(dialog[open]))").last();
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** The control of a form's field, by the name the server knows it by: {@code settings.port}. */
  Locator input(String name) {
    return page.locator("#f-" + name.replaceAll("[^\\w-]", "-"));
  }

  Console fill(String label, String value) {
    field(label).fill(value);
    return this;
  }

  Console fillIn(String name, String value) {
    input(name).fill(value);
    return this;
  }

  /**
   * What every screen has to be: accessible in both themes, whole at 320 px, free of faults.
   *
   * @param name of its screenshots, {@code target/shots/NAME-light.png} and others
   */
  Console check(String name) {
    settled();
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      shot(name + "-" + theme.name().toLowerCase(java.util.Locale.ROOT));
      assertAccessible(name + " " + theme);
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(NARROW, HEIGHT);
    shot(name + "-320");
    assertThat(page.evaluate(STICKING_OUT)).as("%s at %s px", name, NARROW).asList().isEmpty();
    page.setViewportSize(WIDTH, HEIGHT);
    faults.assertNone();
    return this;
  }

  /** Saves what is to be seen as {@code target/shots/NAME.png}. */
  Console shot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of(System.getProperty("tessera.shots"), name + ".png")));
    return this;
  }

  private void assertAccessible(String what) {
    List<String> violations =
        new AxeBuilder(page)
            .setLegacyMode(true).withTags(RULES).analyze().getViolations().stream()
                .map(Console::describe)
                .toList();
    assertThat(violations).as("accessibility of %s", what).isEmpty();
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getNodes().stream()
            .limit(5)
            .map(node -> node.getHtml() + " - " + node.getFailureSummary())
            .collect(Collectors.joining("; "));
  }

  @Override
  public void close() {
    context.close();
  }

  void assertNoFaults() {
    faults.assertNone();
  }
}
