package io.tessera.console.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Gives the console's files to whoever asks: they are the same for everybody and say nothing of
 * this server. Who may see what is decided where the console gets it from, the administration API.
 */
@Component(name = "io.tessera.console", service = Servlet.class)
@HttpWhiteboardServletName("console")
@HttpWhiteboardServletPattern(ConsoleServlet.DOOR + "/*")
@Designate(ocd = ConsoleServlet.Config.class)
public final class ConsoleServlet extends GatedServlet {
  static final String DOOR = "/console";

  private static final long serialVersionUID = 1L;
  private static final String FOLDER = "console/";
  private static final String INDEX = "index.html";
  private static final String ASSETS = "assets/";

  /** In the first page, for {@link ConsoleFiles#edition()}. */
  private static final String EDITION = "EDITION";

  /** Scripts and styles only from here; no text becomes a script but by lit-html. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script';"
          + " trusted-types lit-html";

  /** Where the files come from. */
  @ObjectClassDefinition(name = "Console")
  public @interface Config {
    @AttributeDefinition(
        description =
            "Folder of the console's sources to serve instead of what is in the bundle, for"
                + " whoever changes them; empty for none")
    String sourceFolder() default "";
  }

  private final transient ConsoleFiles files;
  private final transient ErrorFormat errors = new PlainErrors();

  @Activate
  public ConsoleServlet(@Reference(name = "gate") Gate gate, BundleContext context, Config config) {
    this(gate, files(bundled(context.getBundle()), config.sourceFolder()));
  }

  ConsoleServlet(Gate gate, ConsoleFiles files) {
    super(gate, Channel.ADMIN_API);
    this.files = files;
  }

  private static ConsoleFiles files(ConsoleFiles bundled, String folder) {
    return folder.isBlank() ? bundled : new FolderFiles(Path.of(folder), bundled);
  }

  private static ConsoleFiles bundled(Bundle bundle) {
    Map<String, URL> contents = new HashMap<>();
    for (URL file : Collections.list(bundle.findEntries(FOLDER, "*.*", true))) {
      String path = file.getPath();
      contents.put(path.substring(path.indexOf(FOLDER) + FOLDER.length()), file);
    }
    return BundledFiles.of(contents);
  }

  @Override
  protected List<OpenRoute> routes() {
    return List.of(
        OpenRoute.of("GET", "", Permission.ANYBODY),
        OpenRoute.of("GET", "/" + ASSETS + "{edition}/{file}", Permission.ANYBODY));
  }

  @Override
  protected ErrorFormat errors(HttpServletRequest request) {
    return errors;
  }

  @Override
  protected void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    if (!List.of("GET", "HEAD").contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD");
      fail(HttpServletResponse.SC_METHOD_NOT_ALLOWED, request, response);
      return;
    }
    response.setHeader("Content-Security-Policy", POLICY);
    String path = request.getPathInfo();
    if (path == null) {
      response.setHeader("Location", DOOR + "/");
      response.setStatus(HttpServletResponse.SC_FOUND);
    } else if (path.equals("/") || path.equals("/" + INDEX)) {
      new Reply(index(), "no-cache").send(request, response);
    } else {
      Optional<Asset> asset = asset(path.substring(1));
      if (asset.isEmpty()) {
        fail(HttpServletResponse.SC_NOT_FOUND, request, response);
        return;
      }
      new Reply(asset.get(), files.lasting() ? "public, max-age=31536000, immutable" : "no-cache")
          .send(request, response);
    }
  }

  /** The first page, which names the edition all else comes from. */
  private Asset index() {
    Asset page = files.file(INDEX).orElseThrow();
    String text = new String(page.content(), StandardCharsets.UTF_8);
    byte[] content = text.replace(EDITION, files.edition()).getBytes(StandardCharsets.UTF_8);
    return Asset.once(INDEX, content);
  }

  /** A file of the present edition. Those of another one would not fit what is loaded already. */
  private Optional<Asset> asset(String path) {
    String prefix = ASSETS + files.edition() + "/";
    return path.startsWith(prefix) ? files.file(path.substring(prefix.length())) : Optional.empty();
  }
}
