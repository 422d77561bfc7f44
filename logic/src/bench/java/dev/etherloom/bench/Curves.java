package dev.etherloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code Curves FILE SVG}: draws latency against offered rate. Lines of FILE: {@code side offered
 * rate p50 p99 p999}, requests a second and microseconds; several of a side and an offered rate are
 * averaged by their medians.
 */
public final class Curves {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 480;
  private static final int LEFT = 70;
  private static final int RIGHT = 200;
  private static final int TOP = 40;
  private static final int BOTTOM = 56;
  private static final Map<String, String> NAMES =
      Map.of("kernel", "kernel + nginx", "ours", "Etherloom");
  private static final String[] PERCENTILES = {"p50", "p99", "p99.9"};
  private static final String[] DASHES = {"none", "7 4", "2 4"};

  /** One point: what was offered, and the percentiles of the latency in microseconds. */
  record Point(double offered, double[] percentiles) {}

  private final StringBuilder svg = new StringBuilder();
  private final Map<String, List<Point>> sides;
  private final double most;
  private final int lowest;
  private final int highest;

  private Curves(Map<String, List<Point>> sides) {
    this.sides = sides;
    var all = sides.values().stream().flatMap(List::stream).toList();
    most = all.stream().mapToDouble(Point::offered).max().orElse(1);
    double least = all.stream().mapToDouble(it -> it.percentiles()[0]).min().orElse(1);
    double worst = all.stream().mapToDouble(it -> it.percentiles()[2]).max().orElse(10);
    lowest = (int) Math.floor(Math.log10(Math.max(1, least)));
    highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(worst)));
  }

  public static void main(String[] arguments) throws IOException {
    var sides = read(Files.readAllLines(Path.of(arguments[0])));
    Files.writeString(Path.of(arguments[1]), new Curves(sides).draw());
  }

  private static Map<String, List<Point>> read(List<String> lines) {
    var values = new LinkedHashMap<String, Map<Double, List<double[]>>>();
    for (var line : lines) {
      var words = line.split(" ", -1);
      var p = new double[] {number(words[3]), number(words[4]), number(words[5])};
      values
          .computeIfAbsent(words[0], _ -> new java.util.TreeMap<>())
          .computeIfAbsent(number(words[1]), _ -> new ArrayList<>())
          .add(p);
    }
    var sides = new LinkedHashMap<String, List<Point>>();
    values.forEach(
        (side, byRate) ->
            sides.put(
                side,
                byRate.entrySet().stream()
                    .map(it -> new Point(it.getKey(), medians(it.getValue())))
                    .toList()));
    return sides;
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }

  private static double[] medians(List<double[]> several) {
    var medians = new double[PERCENTILES.length];
    for (int i = 0; i < medians.length; i++) {
      int at = i;
      var sorted = several.stream().mapToDouble(it -> it[at]).sorted().toArray();
      medians[i] = sorted[sorted.length / 2];
    }
    return medians;
  }

  private double x(double rate) {
    return LEFT + rate / most * (WIDTH - LEFT - RIGHT);
  }

  private double y(double micros) {
    double share = (Math.log10(Math.max(micros, 1)) - lowest) / (highest - lowest);
    return HEIGHT - BOTTOM - Math.clamp(share, 0, 1) * (HEIGHT - TOP - BOTTOM);
  }

  private String draw() {
    put(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <style>
          text { fill: #333 } .grid { stroke: #8884 } .kernel { stroke: #c05020; fill: #c05020 } .ours { stroke: #2070c0; fill: #2070c0 }
          @media (prefers-color-scheme: dark) { text { fill: #ccc } .kernel { stroke: #f08050; fill: #f08050 } .ours { stroke: #60b0ff; fill: #60b0ff } }
        </style>
        """,
        WIDTH, HEIGHT);
    text(LEFT, 22, "start", "Latency of a page of 360 octets against offered rate, 100 kept connections, open loop");
    axes();
    int row = 0;
    for (var side : sides.entrySet()) {
      for (int i = 0; i < PERCENTILES.length; i++) {
        curve(side.getKey(), side.getValue(), i);
        legend(side.getKey(), i, row++);
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes() {
    for (int decade = lowest; decade <= highest; decade++) {
      for (int digit = 1; digit < (decade == highest ? 2 : 10); digit++) {
        double at = y(digit * Math.pow(10, decade));
        line(LEFT, at, WIDTH - RIGHT, at, digit == 1 ? 1 : 0.4);
      }
      text(LEFT - 8, y(Math.pow(10, decade)) + 4, "end", span(decade));
    }
    double step = step();
    for (double rate = 0; rate <= most; rate += step) {
      line(x(rate), TOP, x(rate), HEIGHT - BOTTOM, 0.6);
      text(x(rate), HEIGHT - BOTTOM + 18, "middle", rate == 0 ? "0" : "%,.0f".formatted(rate));
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", "offered, requests a second");
  }

  /** A round number, so that some six fit. */
  private double step() {
    double rough = most / 6;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    return power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
  }

  private static String span(int decade) {
    var unit = decade < 3 ? "µs" : decade < 6 ? "ms" : "s";
    return "%,d %s".formatted((long) Math.pow(10, Math.floorMod(decade, 3)), unit);
  }

  private void curve(String side, List<Point> points, int which) {
    var path = new StringBuilder();
    for (var point : points) {
      double at = y(point.percentiles()[which]);
      path.append("%.1f,%.1f ".formatted(x(point.offered()), at));
      put("<circle class=\"%s\" stroke=\"none\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>", side, x(point.offered()), at);
    }
    put(
        "<polyline class=\"%s\" style=\"fill:none\" stroke-width=\"2\" stroke-dasharray=\"%s\" points=\"%s\"/>",
        side, DASHES[which], path.toString().strip());
  }

  private void legend(String side, int which, int row) {
    double at = TOP + 12 + row * 22;
    int from = WIDTH - RIGHT + 14;
    put(
        "<line class=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
        side, DASHES[which], from, at, from + 30, at);
    text(from + 36, at + 4, "start", NAMES.getOrDefault(side, side) + ", " + PERCENTILES[which]);
  }

  private void line(double x1, double y1, double x2, double y2, double width) {
    put(
        "<line class=\"grid\" stroke-width=\"%.1f\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        width, x1, y1, x2, y2);
  }

  private void text(double x, double y, String anchor, String words) {
    put("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }

  private void put(String format, Object... values) {
    svg.append(format.strip().formatted(values).replace("\u00a0", " ")).append('\n');
  }

  static {
    Locale.setDefault(Locale.ROOT);
  }
}
