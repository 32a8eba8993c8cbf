package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.soap.internal.Call.Input;
import io.tessera.connector.soap.internal.Call.Output;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable.Step;
import io.tessera.connector.xml.SoapVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tries the settings, step by step, and changes nothing. */
final class SettingsCheck {
  private static final String NOBODY = "tessera-settings-check";
  private static final int MOST_PROBLEMS = 10;

  private final Service service;
  private final SoapSettings settings;
  private final Finder finder;
  private final Pages pages;

  SettingsCheck(Service service, SoapSettings settings, Finder finder, Pages pages) {
    this.service = service;
    this.settings = settings;
    this.finder = finder;
    this.pages = pages;
  }

  List<Step> run() throws InterruptedException {
    service.contract().forget();
    List<Step> steps = new ArrayList<>();
    steps.add(wsdl());
    if (steps.get(0).passed()) {
      steps.add(mapping());
      steps.add(question());
    }
    return steps;
  }

  private Step wsdl() throws InterruptedException {
    String name = "read the WSDL";
    try {
      Wsdl wsdl = service.contract().wsdl();
      String version = wsdl.version() == SoapVersion.SOAP_1_1 ? "1.1" : "1.2";
      return new Step(
          name,
          true,
          "Port %s speaks SOAP %s at %s and has %d operations."
              .formatted(
                  wsdl.port(), version, service.contract().endpoint(), wsdl.operations().size()));
    } catch (HttpFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }

  private Step mapping() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    for (Mapping mapping : List.of(settings.users(), settings.groups())) {
      for (Call call : mapping.calls()) {
        check(call, mapping, problems);
      }
    }
    for (Call call : settings.extras().calls().toList()) {
      boolean ofGroups = call.property().endsWith("Member");
      check(call, ofGroups ? settings.groups() : settings.users(), problems);
    }
    List<String> told = problems.stream().limit(MOST_PROBLEMS).toList();
    return new Step(
        "find what the settings name",
        problems.isEmpty(),
        problems.isEmpty()
            ? "The WSDL has all operations and elements of the settings."
            : String.join(" ", told));
  }

  private void check(Call call, Mapping mapping, List<String> problems)
      throws InterruptedException {
    try {
      WsdlOperation operation = service.contract().operation(call);
      for (Input input : mapping.inputs(call)) {
        require(operation.request(), input.path(), call, problems);
      }
      for (Slot missing : missing(operation, mapping.inputs(call))) {
        problems.add(
            "%s sends nothing as %s, which the WSDL wants."
                .formatted(call.property(), missing.name()));
      }
      if (operation.response().isPresent()) {
        for (Path path : outputs(call, mapping)) {
          require(operation.response().get(), path, call, problems);
        }
      }
    } catch (HttpFailure failure) {
      problems.add(failure.failed().detail());
    }
  }

  private void require(Slot from, Path path, Call call, List<String> problems)
      throws HttpFailure, InterruptedException {
    if (!service.contract().leads(from, path)) {
      problems.add(
          "%s names %s, and %s of the WSDL has no such element."
              .formatted(call.property(), path, from.name()));
    }
  }

  /** What is wanted at the top; below, that depends on the values. */
  private List<Slot> missing(WsdlOperation operation, List<Input> inputs)
      throws HttpFailure, InterruptedException {
    return service.contract().shape(operation.request()).elements().stream()
        .filter(slot -> slot.required() && !slot.nillable())
        .filter(
            slot ->
                inputs.stream()
                    .noneMatch(
                        i ->
                            !i.path().steps().isEmpty()
                                && i.path().steps().get(0).name().equals(slot.name())))
        .toList();
  }

  private static List<Path> outputs(Call call, Mapping mapping) {
    Path each = call.where(Call.EACH).orElse(Path.HERE);
    Stream<Path> ofAccounts =
        Stream.concat(
            mapping.readable(call).values().stream(),
            Stream.of(Call.ID, Call.ACTIVE, Call.INACTIVE).flatMap(n -> call.where(n).stream()));
    Stream<Path> ofAnswers =
        call.outputs().stream()
            .filter(
                o ->
                    List.of(Call.EACH, Call.NEXT, Call.TOTAL, Call.SUCCESS, Call.FAULT)
                        .contains(o.name()))
            .map(Output::path);
    return Stream.concat(ofAccounts.map(each::then), ofAnswers).toList();
  }

  private Step question() throws InterruptedException {
    String name = "ask the service";
    try {
      if (settings.users().list().isPresent()) {
        Listing listing = pages.search(Search.first(ObjectType.USER, 1));
        boolean some = listing instanceof Listing.Page page && !page.accounts().isEmpty();
        return new Step(name, true, some ? "It lists its users." : "It answers; it has no users.");
      }
      Optional<Call> find = settings.users().find();
      if (find.isPresent()) {
        finder.byKey(settings.users(), nobody());
        return new Step(name, true, "It answers, and does not know " + NOBODY + ".");
      }
      return new Step(
          name,
          true,
          "Not tried: neither listUsers nor findUser is set. Credentials are untested.");
    } catch (HttpFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }

  private TargetAttributes nobody() {
    return TargetAttributes.builder().put(settings.users().keyAttribute(), NOBODY).build();
  }
}
