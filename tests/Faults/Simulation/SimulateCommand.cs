using System.Diagnostics;
using System.Globalization;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation;

/// <summary>The simulation from the command line: one seed with its trace, or as many as one has time for.</summary>
internal static class SimulateCommand
{
    private const string Usage = """
        simulate.sh --seed N            one world, with everything that happens in it
        simulate.sh --seeds N [--from M] the worlds of N seeds from M on (1), and those that break an invariant
        """;

    /// <returns>0 when every invariant held, 1 when one was broken, 2 when the command line makes no sense.</returns>
    public static int Run(string[] args, TextWriter output)
    {
        var numbers = Parse(args);
        if (numbers is not null && numbers.TryGetValue("--seed", out var seed) && numbers.Count == 1)
        {
            return Report(SimulationRun.Run(new WorldOptions { Seed = seed, Print = output.WriteLine }), output);
        }

        if (numbers is not null && numbers.TryGetValue("--seeds", out var seeds) && !numbers.ContainsKey("--seed"))
        {
            return RunMany(numbers.GetValueOrDefault("--from", 1), seeds, output);
        }

        output.WriteLine(Usage);
        return 2;
    }

    private static int RunMany(int from, int seeds, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var (broken, deaths) = (0, 0L);
        for (var seed = from; seed - from < seeds; seed++)
        {
            var result = SimulationRun.Run(new WorldOptions { Seed = seed });
            deaths += result.Deaths;
            broken += result.Findings.Count > 0 ? Report(result, output) : 0;
            if ((seed - from + 1) % 10_000 == 0)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seed - from + 1} worlds, {broken} broken, {watch.Elapsed:hh\\:mm\\:ss}"));
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{seeds} worlds from seed {from}: {broken} broken, {deaths} processes died, {watch.Elapsed:hh\\:mm\\:ss}"));
        return broken == 0 ? 0 : 1;
    }

    private static int Report(SimulationResult result, TextWriter output)
    {
        output.WriteLine(result);
        return result.Findings.Count == 0 ? 0 : 1;
    }

    private static Dictionary<string, int>? Parse(string[] args)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < args.Length; index += 2)
        {
            if (args[index] is not ("--seed" or "--seeds" or "--from") || index + 1 == args.Length
                || !int.TryParse(args[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            numbers[args[index]] = number;
        }

        return numbers;
    }
}
