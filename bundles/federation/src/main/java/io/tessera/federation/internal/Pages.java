package io.tessera.federation.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.api.federation.Outcome.Question;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages of the door. They need no script, and none is let run in them. */
final class Pages {
  /** What browsers may do with them. */
  static final String POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private static final int MOST_CHOICES = 50;

  private final Texts texts = new Texts();

  /**
   * The page to choose an identity provider on.
   *
   * @param onward what a service provider asked for is kept under it
   * @param mistake key of what is wrong with the address that was typed
   */
  String choices(
      List<IdentityProvider> choices, Optional<String> onward, Optional<String> mistake) {
    Markup body = new Markup().element("h1", texts.of("choose.title"));
    if (choices.isEmpty()) {
      return framed("choose.title", body.element("p", texts.of("choose.none")));
    }
    body.element("p", texts.of("choose.text"));
    body.tag("<ul class=\"choices\">\n");
    for (IdentityProvider choice : choices.stream().limit(MOST_CHOICES).toList()) {
      body.tag("<li><a class=\"button\"")
          .attribute("href", Addresses.departure(choice, onward))
          .tag(">")
          .text(choice.displayName())
          .tag("</a></li>\n");
    }
    body.tag("</ul>\n");
    if (choices.stream().anyMatch(choice -> !choice.signIn().domains().isEmpty())) {
      byAddress(body, onward, mistake);
    }
    return framed("choose.title", body);
  }

  private void byAddress(Markup body, Optional<String> onward, Optional<String> mistake) {
    body.tag("<form method=\"post\"").attribute("action", Addresses.DOOR).tag(">\n");
    onward.ifPresent(key -> hidden(body, "onward", key));
    Field.of("email", "email", "choose.email")
        .completedBy("email")
        .wrong(mistake.map(texts::of))
        .write(body, texts);
    submit(body, "choose.go");
    body.tag("</form>\n");
  }

  /** A page that sends the browser on. */
  String onward(String address) {
    Markup head =
        new Markup()
            .tag("<meta http-equiv=\"refresh\"")
            .attribute("content", "0;url=" + address)
            .tag(">\n");
    Markup body =
        new Markup()
            .element("h1", texts.of("onward.title"))
            .tag("<p><a class=\"button\"")
            .attribute("href", address)
            .tag(">")
            .text(texts.of("onward.go"))
            .tag("</a></p>\n");
    return framed("onward.title", head, body);
  }

  /**
   * What a person is asked before there is an account.
   *
   * @param key under which the question is kept
   */
  String questions(Outcome.Asked asked, IdentityProvider provider, String key) {
    Set<Question> others = EnumSet.noneOf(Question.class);
    others.addAll(asked.questions());
    boolean proof = others.remove(Question.PROOF);
    String title = proof ? "ask.link.title" : "ask.title";
    Markup body = new Markup().element("h1", texts.of(title));
    String intro = proof ? "ask.link.text" : "ask.text";
    body.element("p", texts.of(intro, provider.displayName(), asked.userName()));
    mistakes(body, asked);
    if (proof) {
      form(body, asked, EnumSet.of(Question.PROOF), key, "ask.link.go");
      if (!others.isEmpty()) {
        body.element("h2", texts.of("ask.other"));
      }
    }
    if (!others.isEmpty()) {
      shown(body, asked.shown());
      form(body, asked, others, key, "ask.go");
    }
    body.tag("<p><a")
        .attribute("href", Addresses.DOOR)
        .tag(">")
        .text(texts.of("ask.cancel"))
        .tag("</a></p>\n");
    return framed(title, body);
  }

  /** One way to answer. */
  private void form(
      Markup body, Outcome.Asked asked, Set<Question> questions, String key, String button) {
    body.tag("<form method=\"post\"")
        .attribute("action", Addresses.DOOR + Addresses.ANSWERS)
        .tag(">\n");
    hidden(body, "question", key);
    if (questions.contains(Question.PROOF) && asked.questions().contains(Question.USER_NAME)) {
      hidden(body, "userName", asked.userName());
    }
    if (questions.contains(Question.CONSENT)) {
      hidden(body, "consent", "yes");
    }
    fields(body, asked, questions);
    submit(body, button);
    body.tag("</form>\n");
  }

  private void mistakes(Markup body, Outcome.Asked asked) {
    if (asked.problems().isEmpty()) {
      return;
    }
    body.tag("<div class=\"mistakes\" role=\"alert\">\n")
        .element("h2", texts.of("ask.mistakes"))
        .tag("<ul>\n");
    for (Problem problem : asked.problems()) {
      String field = field(problem);
      body.tag("<li>");
      if (field.isEmpty()) {
        body.text(problem.detail());
      } else {
        body.tag("<a").attribute("href", "#" + field).tag(">").text(problem.detail()).tag("</a>");
      }
      body.tag("</li>\n");
    }
    body.tag("</ul>\n</div>\n");
  }

  private void shown(Markup body, List<Outcome.Shown> shown) {
    if (shown.isEmpty()) {
      return;
    }
    body.element("h2", texts.of("ask.shown")).tag("<dl>\n");
    for (Outcome.Shown one : shown) {
      body.element("dt", called(one.path())).element("dd", one.value());
    }
    body.tag("</dl>\n");
  }

  /** What people call an attribute; of an extension's its own name is enough. */
  private String called(String path) {
    String own = path.substring(path.lastIndexOf(':') + 1);
    return texts.find("path." + own).orElse(own);
  }

  private void fields(Markup body, Outcome.Asked asked, Set<Question> questions) {
    if (questions.contains(Question.USER_NAME)) {
      Field.of("userName", "text", "ask.userName")
          .holding(asked.userName())
          .completedBy("username")
          .wrong(wrong(asked, "userName"))
          .write(body, texts);
    }
    if (questions.contains(Question.PASSWORD)) {
      Field.of("password", "password", "ask.password")
          .completedBy("new-password")
          .wrong(wrong(asked, "password"))
          .write(body, texts);
    }
    if (questions.contains(Question.PROOF)) {
      Field.of("proof", "password", "ask.proof")
          .completedBy("current-password")
          .wrong(wrong(asked, "proof"))
          .write(body, texts);
    }
  }

  private static Optional<String> wrong(Outcome.Asked asked, String field) {
    return asked.problems().stream()
        .filter(problem -> field(problem).equals(field))
        .map(Problem::detail)
        .findFirst();
  }

  private static String field(Problem problem) {
    return problem.where().map(AttributePath::toString).orElse("");
  }

  /** Who somebody is here. */
  String me(Sessions.Live live, List<Account> accounts) {
    Markup body =
        new Markup().element("h1", texts.of("me.title", People.displayName(live.person())));
    if (live.session().created()) {
      body.tag("<p class=\"good\">").text(texts.of("me.created")).tag("</p>\n");
    }
    body.tag("<dl>\n")
        .element("dt", texts.of("me.userName"))
        .element("dd", live.person().name())
        .element("dt", texts.of("me.provider"))
        .element("dd", live.provider().displayName());
    names(body, "me.roles", People.names(live.person(), "roles"));
    names(body, "me.groups", People.names(live.person(), "groups"));
    body.tag("</dl>\n");
    accounts(body, accounts);
    body.tag("<form method=\"post\"")
        .attribute("action", Addresses.DOOR + Addresses.SIGN_OUT)
        .tag(">\n");
    hidden(body, "key", live.session().formKey());
    submit(body, "me.out");
    body.tag("</form>\n");
    return framed("me.short", body);
  }

  private void names(Markup body, String key, List<String> names) {
    if (!names.isEmpty()) {
      body.element("dt", texts.of(key));
      names.forEach(name -> body.element("dd", name));
    }
  }

  private void accounts(Markup body, List<Account> accounts) {
    body.element("h2", texts.of("me.accounts"));
    if (accounts.isEmpty()) {
      body.element("p", texts.of("me.accounts.none"));
      return;
    }
    body.tag("<table>\n<thead><tr>")
        .tag("<th scope=\"col\">")
        .text(texts.of("me.accounts.where"))
        .tag("</th><th scope=\"col\">")
        .text(texts.of("me.accounts.state"))
        .tag("</th></tr></thead>\n<tbody>\n");
    for (Account account : accounts) {
      body.tag("<tr><th scope=\"row\">")
          .text(account.targetName())
          .tag("</th><td")
          .attribute("class", account.state() == Account.State.ACTIVE ? "ok" : "other")
          .tag(">")
          .text(texts.of("state." + account.state()))
          .tag("</td></tr>\n");
    }
    body.tag("</tbody>\n</table>\n");
  }

  /**
   * @param there where the person can sign out at the identity provider too
   */
  String signedOut(Optional<String> there) {
    Markup body =
        new Markup().element("h1", texts.of("out.title")).element("p", texts.of("out.text"));
    there.ifPresent(
        address ->
            body.tag("<p><a class=\"button\"")
                .attribute("href", address)
                .tag(">")
                .text(texts.of("out.there"))
                .tag("</a></p>\n"));
    again(body);
    return framed("out.title", body);
  }

  /** Why somebody goes no further, what they can do, and what to tell whoever they ask. */
  String away(TurnedAwayException away, String causality) {
    String key = "away." + away.why();
    Markup body = new Markup().element("h1", texts.of(key + ".title", away.values()));
    body.element("p", texts.of(key + ".text", away.values()))
        .tag("<p class=\"reference\">")
        .text(texts.of("away.reference"))
        .tag(" <code>")
        .text(causality)
        .tag("</code></p>\n");
    again(body);
    return framed("away.short", body);
  }

  /** Something that is not about signing in; the detail is for people already. */
  String failed(String detail) {
    Markup body = new Markup().element("h1", texts.of("away.failed.title")).element("p", detail);
    again(body);
    return framed("away.short", body);
  }

  private void again(Markup body) {
    body.tag("<p><a").attribute("href", Addresses.DOOR).tag(">").text(texts.of("again"));
    body.tag("</a></p>\n");
  }

  private static void hidden(Markup body, String name, String value) {
    body.tag("<input type=\"hidden\"").attribute("name", name).attribute("value", value).tag(">\n");
  }

  private void submit(Markup body, String key) {
    body.tag("<button type=\"submit\">").text(texts.of(key)).tag("</button>\n");
  }

  private String framed(String title, Markup body) {
    return framed(title, new Markup(), body);
  }

  private String framed(String title, Markup head, Markup body) {
    return new Markup()
        .tag("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .tag("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .tag("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .tag(head.toString())
        .element("title", texts.of(title) + " - " + texts.of("product"))
        .tag("<link rel=\"stylesheet\"")
        .attribute("href", Addresses.DOOR + Addresses.STYLE)
        .tag(">\n</head>\n<body>\n<header>")
        .text(texts.of("product"))
        .tag("</header>\n<main>\n")
        .tag(body.toString())
        .tag("</main>\n</body>\n</html>\n")
        .toString();
  }
}
