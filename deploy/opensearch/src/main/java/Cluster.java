import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Three OpenSearch nodes on the loopback, for tests.
 *
 * <p>Arguments: the folder for data, and the file that receives the addresses once all nodes are
 * up: one line with those of the nodes, one with that of the control. {@code POST /stop/N} at the
 * control stops node N (0, 1, 2) and {@code POST /start/N} starts it again. SIGTERM stops all.
 */
public final class Cluster {
  private static final int NODES = 3;
  private static final int FIRST_PORT = 9310;

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    Path addresses = Path.of(arguments[1]);
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild((number, settings) -> {
      settings.put("network.host", "127.0.0.1");
      settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
    });
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        runner.close();
      } catch (IOException error) {
        error.printStackTrace();
      }
      stopped.countDown();
    }));
    runner.setMaxHttpPort(FIRST_PORT + 89);
    runner.build(OpenSearchRunner.newConfigs()
        .basePath(data.toString())
        .clusterName("huitoukan-test-" + ProcessHandle.current().pid())
        .baseHttpPort(FIRST_PORT)
        .numOfNode(NODES));
    runner.ensureGreen();
    HttpServer control = control(runner);
    List<String> lines = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      lines.add("http://127.0.0.1:" + runner.getNode(node).settings().get("http.port"));
    }
    String text = String.join(",", lines) + "\nhttp://127.0.0.1:" + control.getAddress().getPort();
    Path part = addresses.resolveSibling(addresses.getFileName() + ".part");
    Files.writeString(part, text + "\n");
    Files.move(part, addresses);
    System.out.println(text);
    stopped.await();
  }

  private static HttpServer control(OpenSearchRunner runner) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      String[] path = exchange.getRequestURI().getPath().split("/");
      int status = 200;
      try {
        int node = Integer.parseInt(path[2]);
        if (path[1].equals("stop")) {
          runner.getNode(node).close();
        } else if (!path[1].equals("start") || !runner.startNode(node)) {
          status = 400;
        }
      } catch (Exception error) {
        error.printStackTrace();
        status = 500;
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    server.setExecutor(null);
    server.start();
    return server;
  }

  private Cluster() {}
}
