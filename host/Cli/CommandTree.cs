using System.CommandLine;
using EdgeTester.Cli.Commands;

namespace EdgeTester.Cli;

/// <summary>All commands, one line each.</summary>
public static class CommandTree
{
    /// <summary>Makes the tree.</summary>
    public static RootCommand Create() =>
        new("EdgeTester: an open multi-channel cell tester, from firmware to figure.")
        {
            DemoCommand.Create(),
            ReproduceCommand.Create(),
            TesterCommand.Create(),
            PlanCommand.Create(),
            RunCommand.Create(),
            AnalyzeCommand.Create(),
            FitCommand.Create(),
            DrtCommand.Create(),
            KkCommand.Create(),
            SeriesCommand.Create(),
            VerifyCommand.Create(),
            VerifyHardwareCommand.Create(),
            ServeCommand.Create(),
            HealthCommand.Create(),
            WorkerCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            RebuildCommand.Create(),
            CompactCommand.Create(),
            RetentionCommand.Create(),
            TokenCommand.Create(),
            ProvisionCommand.Create(),
            CalibrateCommand.Create(),
            ReportCommand.Create(),
            ChaosCommand.Create(),
            TestCommand.Create(),
        };
}
