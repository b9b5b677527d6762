using System.CommandLine;
using System.Globalization;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Sqlite;
using OrderRelay.Local.Sqlite.Backup;

namespace OrderRelay.Local.Cli;

/// <summary><c>orderrelay backup</c> and <c>orderrelay restore</c>: a data folder's databases, copied and brought back.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string> Backup = new("DIR") { Description = "The backup's folder." };
    private static readonly Option<string> Data = new("--data") { Description = "The relay's data folder.", DefaultValueFactory = static _ => RelayHostOptions.DefaultDataFolder };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace the data that is there." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print what was copied as JSON." };

    public static Command CreateBackup()
    {
        var command = new Command(
            "backup", "Copy everything a relay has stored, also while it runs.\nExample: orderrelay backup backups/monday --data ./.orderrelay") { Backup, Data, Json };
        command.SetAction((arguments, _) => RunAsync(arguments, "backed up", static (backup, data, _) => BackupFolder.Take(data, backup, TimeProvider.System)));
        return command;
    }

    public static Command CreateRestore()
    {
        var command = new Command(
            "restore", "Check a backup and put it into a data folder that no relay runs on.\nExample: orderrelay restore backups/monday --data ./.orderrelay") { Backup, Data, Force, Json };
        command.SetAction((arguments, _) => RunAsync(arguments, "restored", static (backup, data, force) => BackupFolder.Restore(backup, data, force)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, string done, Func<string, string, bool, BackupManifest> copy)
    {
        var error = arguments.InvocationConfiguration.Error;
        try
        {
            var manifest = copy(Path.GetFullPath(arguments.GetValue(Backup)!), Path.GetFullPath(arguments.GetValue(Data)!), arguments.GetResult(Force) is not null && arguments.GetValue(Force));
            await arguments.InvocationConfiguration.Output.WriteLineAsync(arguments.GetValue(Json)
                ? manifest.Write()
                : string.Create(CultureInfo.InvariantCulture, $"{done}: {manifest.Files.Count} files, {manifest.Bytes} bytes, taken at {manifest.TakenAt:u}"));
            return ExitCodes.Ok;
        }
        catch (Exception exception) when (exception is DataFolderInUseException or DataFolderUnusableException)
        {
            await error.WriteLineAsync($"orderrelay: {exception.Message}");
            return ExitCodes.CannotStart;
        }
        catch (Exception exception) when (exception is BackupException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"orderrelay: {exception.Message}");
            return ExitCodes.Failed;
        }
    }
}
